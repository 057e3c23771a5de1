create table app.password_links (
  user_uuid uuid not null,
  link_hash bytea not null,
  expires_utc timestamptz not null,
  constraint password_links_pkey primary key (user_uuid),
  constraint password_links_link_hash_key unique (link_hash),
  constraint password_links_user_uuid_fkey foreign key (user_uuid)
    references users on delete cascade
);

comment on table app.password_links is
  'Links by which users set a password; only the newest link of a user works. Read by the '
  'owner''s connections only; a row goes with its user.';
comment on column app.password_links.user_uuid is 'The user who may set a password.';
comment on column app.password_links.link_hash is 'SHA-256 of the secret in the link.';
comment on column app.password_links.expires_utc is 'When the link stops working.';
