create table app.site_files (
  site_file_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  user_uuid uuid not null,
  file_name text not null,
  content text not null,
  created_utc timestamptz not null default now(),
  stored_utc timestamptz,
  added integer not null default 0,
  changed integer not null default 0,
  constraint site_files_pkey primary key (site_file_uuid),
  constraint site_files_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint site_files_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);
create index ix_site_files_site_group_uuid on app.site_files (site_group_uuid);
create index ix_site_files_user_uuid on app.site_files (user_uuid, created_utc);

comment on table app.site_files is
  'Lists of sites that people sent as CSV and have not confirmed yet. Unreachable after a day, and '
  'then deleted.';
comment on column app.site_files.site_file_uuid is 'Key of the list.';
comment on column app.site_files.site_group_uuid is 'The group whose sites it is about.';
comment on column app.site_files.user_uuid is 'The user who sent it.';
comment on column app.site_files.file_name is 'Name of the file.';
comment on column app.site_files.content is 'The file as text; empty once it is stored.';
comment on column app.site_files.created_utc is 'When it was sent.';
comment on column app.site_files.stored_utc is 'When its sites were stored. NULL: not yet.';
comment on column app.site_files.added is 'How many sites were added.';
comment on column app.site_files.changed is 'How many sites were changed.';

alter table app.site_files enable row level security;
create policy by_group on app.site_files to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select, delete on app.site_files to sitecast_app;
grant insert (site_group_uuid, user_uuid, file_name, content)
  on app.site_files to sitecast_app;
grant update (content, stored_utc, added, changed) on app.site_files to sitecast_app;
