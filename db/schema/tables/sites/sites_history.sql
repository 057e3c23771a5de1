create table sites_history (
  site_history_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  site_data jsonb not null,
  changed_by uuid,
  operation_type text not null,
  changed_by_email varchar(255),
  changed_by_group uuid,
  changed_through text,
  database_role text,
  constraint sites_history_pkey primary key (site_history_uuid),
  constraint sites_history_changed_by_fkey foreign key (changed_by)
    references users on delete set null
);
create index ix_sites_history_changed_by on sites_history (changed_by);
create index ix_sites_history_site_uuid on sites_history (site_uuid);

comment on table sites_history is
  'Every change of a site: the row after it, or before a deletion. Table of the Python SDK, '
  'without a foreign key to sites: history outlives its site. The last four columns are ours.';
comment on column sites_history.site_history_uuid is 'Key of the change.';
comment on column sites_history.created_utc is 'When the transaction of the change began (UTC).';
comment on column sites_history.site_uuid is 'The site that changed.';
comment on column sites_history.site_data is
  'The whole row of sites after the change; of a DELETE the row before it.';
comment on column sites_history.changed_by is
  'The user who made the change. NULL: nobody was named, or the user was deleted.';
comment on column sites_history.operation_type is 'INSERT, UPDATE or DELETE.';
comment on column sites_history.changed_by_email is
  'E-mail address of that user at the time; stays when the user is deleted.';
comment on column sites_history.changed_by_group is
  'Group of that user at the time; decides who may read the address.';
comment on column sites_history.changed_through is
  'How the change came: form, api or task. NULL: straight into the database.';
comment on column sites_history.database_role is 'Login of the connection that wrote; nobody can choose it.';

alter table sites_history enable row level security;
create policy all_rows on sites_history to sitecast_admin using (true);
create policy by_site on sites_history to sitecast_app
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on sites_history to sitecast_sdk using (true);
create trigger name_the_writer before insert on sites_history
  for each row execute function app.name_the_writer();
grant select on sites_history to sitecast_admin, sitecast_sdk;
grant select (site_history_uuid, created_utc, site_uuid, site_data, changed_by, operation_type)
  on sites_history to sitecast_app;
