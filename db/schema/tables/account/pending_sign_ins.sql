create table app.pending_sign_ins (
  pending_hash bytea not null,
  user_uuid uuid not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz not null,
  constraint pending_sign_ins_pkey primary key (pending_hash),
  constraint pending_sign_ins_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade
);
create index pending_sign_ins_expires_utc on app.pending_sign_ins (expires_utc);
create index pending_sign_ins_user_uuid on app.pending_sign_ins (user_uuid);

comment on table app.pending_sign_ins is
  'Browsers whose user has shown the password and not yet the second factor. Read by the '
  'owner''s connections only; a row goes with its user.';
comment on column app.pending_sign_ins.pending_hash is 'SHA-256 of the secret in the cookie.';
comment on column app.pending_sign_ins.user_uuid is 'The user who is signing in.';
comment on column app.pending_sign_ins.created_utc is
  'When the password was right: a password set later ends it.';
comment on column app.pending_sign_ins.expires_utc is 'When it ends by itself.';
