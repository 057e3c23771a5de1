create table app.outage_changes (
  change_uuid uuid not null default gen_random_uuid(),
  outage_uuid uuid not null,
  site_uuid uuid not null,
  created_utc timestamp not null default (clock_timestamp() at time zone 'utc'),
  operation text not null,
  kind text not null,
  start_utc timestamp not null,
  end_utc timestamp,
  changed_by uuid,
  changed_by_email varchar(255),
  changed_by_group uuid,
  changed_through text,
  database_role text,
  constraint outage_changes_pkey primary key (change_uuid),
  constraint outage_changes_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade,
  constraint outage_changes_changed_by_fkey foreign key (changed_by)
    references users on delete set null
);
create index ix_outage_changes_site_uuid on app.outage_changes (site_uuid);
create index ix_outage_changes_changed_by on app.outage_changes (changed_by);

comment on table app.outage_changes is
  'Every change of an outage, for the history of its site: what it was after the change. Texts '
  'are not in it.';
comment on column app.outage_changes.change_uuid is 'Key of the change.';
comment on column app.outage_changes.outage_uuid is 'The outage.';
comment on column app.outage_changes.site_uuid is 'Its site.';
comment on column app.outage_changes.created_utc is 'When it was changed (UTC).';
comment on column app.outage_changes.operation is 'marked, changed, removed or put back.';
comment on column app.outage_changes.kind is 'outage or curtailment.';
comment on column app.outage_changes.start_utc is 'When it began (UTC).';
comment on column app.outage_changes.end_utc is 'When it ended (UTC). NULL: it goes on.';
comment on column app.outage_changes.changed_by is
  'The user who made the change. NULL: nobody was named, or the user was deleted.';
comment on column app.outage_changes.changed_by_email is
  'E-mail address of that user at the time; stays when the user is deleted.';
comment on column app.outage_changes.changed_by_group is
  'Group of that user at the time; decides who may read the address.';
comment on column app.outage_changes.changed_through is
  'How the change came: form, api or task. NULL: straight into the database.';
comment on column app.outage_changes.database_role is
  'Login of the connection that wrote; nobody can choose it.';

alter table app.outage_changes enable row level security;
create policy by_site on app.outage_changes to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create trigger name_the_writer before insert on app.outage_changes
  for each row execute function app.name_the_writer();
