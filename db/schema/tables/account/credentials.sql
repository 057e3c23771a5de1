create table app.credentials (
  user_uuid uuid not null,
  password_hash text not null,
  changed_utc timestamptz not null default now(),
  constraint credentials_pkey primary key (user_uuid),
  constraint credentials_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

comment on table app.credentials is
  'Passwords of users, as hashes. Read by the owner''s connections only; a row goes with its '
  'user.';
comment on column app.credentials.user_uuid is 'The user whose password this is.';
comment on column app.credentials.password_hash is
  'scrypt hash (RFC 7914) with its parameters and salt.';
comment on column app.credentials.changed_utc is 'When the password was set.';
