create table app.api_tokens (
  token_uuid uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  prefix text not null,
  user_uuid uuid not null,
  can_write boolean not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz,
  last_used_utc timestamptz,
  revoked_utc timestamptz,
  name text not null default '',
  only_generation boolean not null default false,
  site_uuids uuid[],
  may_rotate boolean not null default false,
  successor_uuid uuid,
  constraint api_tokens_pkey primary key (token_uuid),
  constraint api_tokens_token_hash_key unique (token_hash),
  constraint api_tokens_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);
create index api_tokens_user_uuid on app.api_tokens (user_uuid);

comment on table app.api_tokens is
  'Bearer tokens for scripts. Read by the owner''s connections only; a row goes with its user.';
comment on column app.api_tokens.token_uuid is 'Key of the token.';
comment on column app.api_tokens.token_hash is 'SHA-256 of the token.';
comment on column app.api_tokens.prefix is
  'First characters of the token, which may be shown: they tell tokens apart.';
comment on column app.api_tokens.user_uuid is 'The user whose rights the token has.';
comment on column app.api_tokens.can_write is 'False: the token only reads.';
comment on column app.api_tokens.created_utc is 'When the token was made.';
comment on column app.api_tokens.expires_utc is 'When the token stops working. NULL: never.';
comment on column app.api_tokens.last_used_utc is
  'Time of the last request with the token, written in batches. NULL: never used.';
comment on column app.api_tokens.revoked_utc is 'When the token was revoked. NULL: not revoked.';
comment on column app.api_tokens.name is 'What the user calls the token.';
comment on column app.api_tokens.only_generation is
  'True: the token writes generation, and may do nothing else.';
comment on column app.api_tokens.site_uuids is
  'The only sites that the token sees and writes, of those of its user. NULL: all of them. No '
  'foreign key: a site that was deleted is seen by nobody.';
comment on column app.api_tokens.may_rotate is
  'True: the token can make its successor, which has the same name, rights and length of life.';
comment on column app.api_tokens.successor_uuid is
  'The token that took its place. NULL: none. No foreign key: it is a note for people.';
