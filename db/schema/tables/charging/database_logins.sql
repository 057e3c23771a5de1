create table app.database_logins (
  login text not null,
  site_group_uuid uuid not null,
  created_utc timestamptz not null default now(),
  constraint database_logins_pkey primary key (login),
  constraint database_logins_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_database_logins_site_group_uuid on app.database_logins (site_group_uuid);

comment on table app.database_logins is
  'Logins of the database with which programs of a group read and write its charging data: '
  'members of sitecast_charging. One whose row is gone sees nothing.';
comment on column app.database_logins.login is 'Name of the login.';
comment on column app.database_logins.site_group_uuid is
  'The group whose charging tables it sees, and whose its rows are.';
comment on column app.database_logins.created_utc is 'When the login was made.';
