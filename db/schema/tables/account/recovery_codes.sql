create table app.recovery_codes (
  user_uuid uuid not null,
  code_hash bytea not null,
  constraint recovery_codes_pkey primary key (user_uuid, code_hash),
  constraint recovery_codes_user_uuid_fkey foreign key (user_uuid)
    references app.factors on delete cascade
);

comment on table app.recovery_codes is
  'Codes that stand in for a second factor, each once: a used one is deleted. Read by the '
  'owner''s connections only; a row goes with its factor.';
comment on column app.recovery_codes.user_uuid is 'The user whose code this is.';
comment on column app.recovery_codes.code_hash is 'SHA-256 of the code.';
