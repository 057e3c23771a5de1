create table app.charging_history (
  charging_history_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  session_id uuid not null,
  changed_utc timestamptz not null default now(),
  operation text not null,
  changes jsonb not null,
  changed_by uuid,
  changed_by_email text,
  changed_through text,
  database_role text not null default session_user,
  constraint charging_history_pkey primary key (charging_history_uuid),
  constraint charging_history_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint charging_history_changed_by_fkey foreign key (changed_by)
    references users on delete set null
);
create index ix_charging_history_session_id
  on app.charging_history (site_group_uuid, session_id, changed_utc);
create index ix_charging_history_changed_by on app.charging_history (changed_by);

comment on table app.charging_history is
  'Every change of a charging session. It outlives the session, and goes with the group.';
comment on column app.charging_history.charging_history_uuid is 'Key of the change.';
comment on column app.charging_history.site_group_uuid is 'The group whose session it was.';
comment on column app.charging_history.session_id is
  'The session that changed (session_id of ev_charging_session, no foreign key).';
comment on column app.charging_history.changed_utc is
  'When the transaction of the change began.';
comment on column app.charging_history.operation is 'INSERT, UPDATE or DELETE.';
comment on column app.charging_history.changes is
  'Of an UPDATE: each column that changed, with its value before and after in an array. Of a '
  'DELETE: the row before it. Of an INSERT: nothing. Columns that are counted are left out.';
comment on column app.charging_history.changed_by is
  'The user who made the change. NULL: nobody was named, or the user was deleted.';
comment on column app.charging_history.changed_by_email is
  'E-mail address of that user at the time; stays when the user is deleted.';
comment on column app.charging_history.changed_through is
  'How the change came: form, api, home_assistant or task. NULL: straight into the database.';
comment on column app.charging_history.database_role is
  'Login of the connection that wrote; nobody can choose it.';

alter table app.charging_history enable row level security;
create policy by_group on app.charging_history to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.charging_history to sitecast_app;
