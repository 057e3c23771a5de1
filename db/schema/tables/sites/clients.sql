create table clients (
  client_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  client_name varchar(255) not null,
  constraint clients_pkey primary key (client_uuid)
);
create unique index ix_clients_client_name on clients (client_name);

comment on table clients is
  'Companies whose sites these are: a label that admins assign, and scripts of Quartz for '
  'sites of their group. Table of the Python SDK.';
comment on column clients.client_uuid is 'Key of the client.';
comment on column clients.created_utc is 'When the row was written (UTC).';
comment on column clients.client_name is 'Name of the client, unique.';

grant select on clients to sitecast_admin;
grant select, insert, update, delete on clients to sitecast_sdk;
grant insert (client_name)
  on clients to sitecast_admin;
