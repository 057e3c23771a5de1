create table app.request_limits (
  user_uuid uuid not null,
  reads_per_minute integer,
  writes_per_minute integer,
  constraint request_limits_pkey primary key (user_uuid),
  constraint request_limits_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade,
  constraint request_limits_positive check (reads_per_minute > 0 and writes_per_minute > 0)
);

comment on table app.request_limits is
  'What admins allow the API tokens of a user instead of the limits of the service. A row goes with '
  'its user.';
comment on column app.request_limits.user_uuid is 'The user whose tokens they are.';
comment on column app.request_limits.reads_per_minute is
  'Reading requests of each token in a minute. NULL: as the service has it.';
comment on column app.request_limits.writes_per_minute is
  'Writing requests of each token in a minute. NULL: as the service has it.';

alter table app.request_limits enable row level security;
create policy all_rows on app.request_limits to sitecast_admin using (true);
grant select on app.request_limits to sitecast_admin;
grant insert (user_uuid, reads_per_minute, writes_per_minute),
  update (reads_per_minute, writes_per_minute)
  on app.request_limits to sitecast_admin;
