create table app.download_links (
  link_uuid uuid not null default gen_random_uuid(),
  link_hash bytea not null,
  user_uuid uuid not null,
  query text not null,
  created_utc timestamptz not null default now(),
  expires_utc timestamptz not null,
  token_uuid uuid,
  constraint download_links_pkey primary key (link_uuid),
  constraint download_links_link_hash_key unique (link_hash),
  constraint download_links_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade,
  constraint download_links_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens on delete cascade
);
create index download_links_user_uuid on app.download_links (user_uuid);
create index download_links_token_uuid on app.download_links (token_uuid);

comment on table app.download_links is
  'Links by which a file can be downloaded without signing in, with the rights that its maker has '
  'at that moment. Read by the owner''s connections only; a row goes with its user, when it is '
  'revoked, and with the first link that is made after it has expired.';
comment on column app.download_links.link_uuid is 'Key of the link: that of the form that made it.';
comment on column app.download_links.link_hash is 'SHA-256 of the secret in the link.';
comment on column app.download_links.user_uuid is 'The user who made the link.';
comment on column app.download_links.query is 'What the file holds, as the query of /exports/file.';
comment on column app.download_links.created_utc is 'When the link was made.';
comment on column app.download_links.expires_utc is 'When the link stops working.';
comment on column app.download_links.token_uuid is
  'The API token that made the link, which works no longer than the token. NULL: made by page.';
