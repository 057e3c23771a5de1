create table app.logger_keys (
  key_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  key_hash bytea not null,
  prefix text not null,
  label text not null default '',
  created_by text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  last_used_utc timestamp,
  revoked_utc timestamp,
  constraint logger_keys_pkey primary key (key_uuid),
  constraint logger_keys_key_hash_key unique (key_hash),
  constraint logger_keys_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade
);
create index ix_logger_keys_logger_uuid on app.logger_keys (logger_uuid, created_utc);

comment on table app.logger_keys is
  'Keys with which one logger writes readings, and nothing else. Several are valid at once, so that '
  'a key can be changed without a gap.';
comment on column app.logger_keys.key_uuid is 'Key of the row, which is no secret.';
comment on column app.logger_keys.logger_uuid is 'The logger that writes with it.';
comment on column app.logger_keys.key_hash is
  'SHA-256 of the secret, which is shown once and stored nowhere. No web role reads it.';
comment on column app.logger_keys.prefix is 'The first characters of the secret, to recognise it by.';
comment on column app.logger_keys.label is 'What people call it.';
comment on column app.logger_keys.created_by is
  'E-mail address of the user who made it. NULL: a task made it.';
comment on column app.logger_keys.created_utc is 'When it was made (UTC).';
comment on column app.logger_keys.last_used_utc is
  'When it was last used (UTC), to a minute. NULL: never.';
comment on column app.logger_keys.revoked_utc is 'When it was revoked (UTC). NULL: it is valid.';

alter table app.logger_keys enable row level security;
create policy by_logger on app.logger_keys to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select (key_uuid, logger_uuid, prefix, label, created_by, created_utc, last_used_utc,
    revoked_utc)
  on app.logger_keys to sitecast_app, sitecast_admin;
grant insert (key_uuid, logger_uuid, key_hash, prefix, label, created_by)
  on app.logger_keys to sitecast_app;
grant update (label, revoked_utc) on app.logger_keys to sitecast_app;
