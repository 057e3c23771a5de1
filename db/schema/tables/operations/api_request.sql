create table api_request (
  uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  url varchar,
  user_uuid uuid,
  constraint api_request_pkey primary key (uuid),
  constraint api_request_user_uuid_fkey foreign key (user_uuid) references users
);
create index ix_api_request_created_utc on api_request (created_utc);
create index ix_api_request_user_uuid on api_request (user_uuid);

comment on table api_request is
  'Requests of known users, written in batches. Table of the Python SDK.';
comment on column api_request.uuid is 'Key of the request.';
comment on column api_request.created_utc is 'When the request came (UTC).';
comment on column api_request.url is 'Path and query of the request.';
comment on column api_request.user_uuid is 'The user. NULL: the user was deleted.';

alter table api_request enable row level security;
create policy all_rows on api_request to sitecast_admin using (true);
create policy by_user on api_request to sitecast_app
  using (user_uuid = any((select app.visible_users())::uuid[]));
create policy every_row_sitecast_sdk on api_request to sitecast_sdk using (true);
grant select on api_request to sitecast_app, sitecast_admin;
grant select, insert, update, delete on api_request to sitecast_sdk;
