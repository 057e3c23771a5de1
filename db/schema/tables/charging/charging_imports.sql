create table app.charging_imports (
  import_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  user_uuid uuid,
  actor text,
  only_sites uuid[],
  file_name text not null,
  format text,
  state text not null default 'columns',
  header text[] not null,
  total integer not null default 0,
  proposal jsonb not null,
  plan jsonb,
  places jsonb not null default '[]',
  counts jsonb,
  done integer not null default 0,
  check_number integer not null default 0,
  is_confirmed boolean not null default false,
  result jsonb,
  made_networks integer[] not null default '{}',
  made_locations integer[] not null default '{}',
  message text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  changed_utc timestamp not null default (now() at time zone 'utc'),
  ended_utc timestamp,
  expires_utc timestamp not null default ((now() at time zone 'utc') + interval '24 hours'),
  constraint charging_imports_pkey primary key (import_uuid),
  constraint charging_imports_site_group_uuid_key unique (site_group_uuid, import_uuid),
  constraint charging_imports_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint charging_imports_user_uuid_fkey foreign key (user_uuid)
    references users on delete set null,
  constraint charging_imports_state_check check (state in
    ('columns', 'places', 'checking', 'checked', 'storing', 'stored', 'undone', 'failed'))
);
create index ix_charging_imports_created_utc
  on app.charging_imports (site_group_uuid, created_utc, import_uuid);
create index ix_charging_imports_user_uuid on app.charging_imports (user_uuid);
create index ix_charging_imports_expires_utc on app.charging_imports (expires_utc);
create index charging_imports_open on app.charging_imports (created_utc)
  where state in ('checking', 'storing');

comment on table app.charging_imports is
  'Files of charging sessions that groups sent, and what became of them. A file waits 24 hours for '
  'its confirmation; what became of its rows is kept for 30 days.';
comment on column app.charging_imports.import_uuid is 'Key of the import.';
comment on column app.charging_imports.site_group_uuid is
  'The group whose file it is: nobody else learns of it.';
comment on column app.charging_imports.user_uuid is
  'The user who sent or confirmed the file, and in whose rights it is stored. NULL: the user was '
  'deleted.';
comment on column app.charging_imports.actor is 'E-mail address of that user at the time.';
comment on column app.charging_imports.only_sites is
  'The only sites that the API token sees with which the file was sent. NULL: all of the group.';
comment on column app.charging_imports.file_name is 'Name of the file as it was sent.';
comment on column app.charging_imports.format is
  'The program that wrote it, known by its header. NULL: not known.';
comment on column app.charging_imports.state is
  'columns (to be chosen), places (to be chosen), checking, checked, storing, stored, undone or '
  'failed.';
comment on column app.charging_imports.header is 'The names of the columns.';
comment on column app.charging_imports.total is 'How many rows it has.';
comment on column app.charging_imports.proposal is
  'What its header and first rows say about how it is read.';
comment on column app.charging_imports.plan is
  'How it is read: the field of each column, zone, dates, numbers and currency. NULL: not chosen.';
comment on column app.charging_imports.places is
  '[{name, rows, choice}]: names of places in the file, and where each of them is.';
comment on column app.charging_imports.counts is
  '{new, exact, near, wrong}: how many rows are so. NULL: not checked yet.';
comment on column app.charging_imports.done is 'Rows that were checked, or stored, so far.';
comment on column app.charging_imports.check_number is
  'Counts the checks: what a check by another plan found is discarded.';
comment on column app.charging_imports.is_confirmed is
  'True: it is stored as soon as it has been checked.';
comment on column app.charging_imports.result is
  '{added, updated, skipped, failed}: what became of the rows so far. NULL: not confirmed.';
comment on column app.charging_imports.made_networks is 'Networks that storing it made.';
comment on column app.charging_imports.made_locations is 'Locations that storing it made.';
comment on column app.charging_imports.message is 'Why it failed. NULL: it did not.';
comment on column app.charging_imports.created_utc is 'When it was sent (UTC).';
comment on column app.charging_imports.changed_utc is 'When something last changed here (UTC).';
comment on column app.charging_imports.ended_utc is
  'When it was stored or undone, or failed (UTC). NULL: it is open.';
comment on column app.charging_imports.expires_utc is 'When it is deleted with its rows (UTC).';

alter table app.charging_imports enable row level security;
create policy by_group on app.charging_imports to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select, delete on app.charging_imports to sitecast_app;
grant insert (site_group_uuid, user_uuid, actor, only_sites, file_name, format, header, proposal)
  on app.charging_imports to sitecast_app;
grant update (state, total, plan, places, counts, done, check_number, is_confirmed, user_uuid, actor,
    message, changed_utc, ended_utc, result, expires_utc)
  on app.charging_imports to sitecast_app;
