create table users (
  user_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  email varchar(255),
  site_group_uuid uuid not null,
  deactivated_utc timestamp,
  last_seen_utc timestamp,
  version integer not null default 1,
  constraint users_pkey primary key (user_uuid),
  constraint users_site_group_uuid_fkey foreign key (site_group_uuid) references site_groups
);
create unique index ix_users_email on users (email);
create index ix_users_lower_email on users (lower(email));
create index ix_users_site_group_uuid on users (site_group_uuid);

comment on table users is
  'People and programs that sign in or use tokens; each is in one site group. Table of the '
  'Python SDK; deactivated_utc, last_seen_utc and version are ours.';
comment on column users.user_uuid is 'Key of the user.';
comment on column users.created_utc is 'When the row was written (UTC).';
comment on column users.email is
  'E-mail address, unique; the service compares it without regard to case.';
comment on column users.site_group_uuid is 'The group whose sites the user sees.';
comment on column users.deactivated_utc is
  'Since when the user may neither sign in nor use tokens (UTC). NULL: active.';
comment on column users.last_seen_utc is
  'Time of the last request (UTC), written in batches. NULL: never seen.';
comment on column users.version is
  'Number of edits, starting at 1: of e-mail address and group, and of being active or not.';

alter table users enable row level security;
create policy all_rows on users to sitecast_admin using (true);
create policy by_group on users to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on users to sitecast_sdk using (true);
create trigger count_edit before update on users
  for each row when (old.email is distinct from new.email
    or old.site_group_uuid is distinct from new.site_group_uuid
    or old.deactivated_utc is distinct from new.deactivated_utc)
  execute function app.count_edit();
create trigger keep_administrators before insert or update or delete on users
  for each row execute function app.keep_administrators();
grant select on users to sitecast_app, sitecast_admin;
grant select, delete on users to sitecast_sdk;
grant insert (user_uuid, created_utc, email, site_group_uuid),
  update (user_uuid, created_utc, email, site_group_uuid)
  on users to sitecast_sdk;
