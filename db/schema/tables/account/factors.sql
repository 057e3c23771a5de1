create table app.factors (
  user_uuid uuid not null,
  form_key uuid not null,
  secret bytea not null,
  key_fingerprint text not null,
  last_step bigint not null,
  failed_utc timestamptz[] not null default '{}',
  since_utc timestamptz not null default now(),
  constraint factors_pkey primary key (user_uuid),
  constraint factors_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

comment on table app.factors is
  'Second factors of users: generators of one-time codes (TOTP, RFC 6238). Read by the owner''s '
  'connections only; a row goes with its user.';
comment on column app.factors.user_uuid is 'The user who has the generator.';
comment on column app.factors.form_key is
  'Key of the form that confirmed it, so that the same form sent twice sets it up once.';
comment on column app.factors.secret is
  'Nonce, tag and ciphertext of the generator''s secret: AES-256-GCM with a key outside of the '
  'database, and with the user''s UUID as associated data.';
comment on column app.factors.key_fingerprint is 'Names the key that encrypted the secret.';
comment on column app.factors.last_step is
  'Step of the last code that was accepted (30 s since 1970): only later ones count.';
comment on column app.factors.failed_utc is
  'When the last wrong codes were sent, by which the number of guesses is limited.';
comment on column app.factors.since_utc is 'When it was set up.';
