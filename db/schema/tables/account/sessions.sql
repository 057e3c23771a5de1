create table app.sessions (
  session_hash bytea not null,
  user_uuid uuid not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz not null,
  user_agent text,
  password_utc timestamptz not null default now(),
  ends_utc timestamptz not null,
  constraint sessions_pkey primary key (session_hash),
  constraint sessions_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);
create index sessions_expires_utc on app.sessions (expires_utc);
create index sessions_user_uuid on app.sessions (user_uuid);

comment on table app.sessions is
  'Signed-in browsers. Read by the owner''s connections only; a row goes with its user.';
comment on column app.sessions.session_hash is 'SHA-256 of the secret in the cookie.';
comment on column app.sessions.user_uuid is 'The user who signed in.';
comment on column app.sessions.created_utc is 'When the user signed in.';
comment on column app.sessions.expires_utc is
  'When the session ends unless it is used before: use moves this time, up to `ends_utc`.';
comment on column app.sessions.ends_utc is 'When the session ends even if it is used.';
comment on column app.sessions.user_agent is
  'User-Agent header of the sign-in, so that users recognise their browsers. NULL: none was '
  'sent.';
comment on column app.sessions.password_utc is
  'When the user last gave the password in this session: at sign-in, or when it was asked for '
  'again.';
