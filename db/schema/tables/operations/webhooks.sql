create table app.webhooks (
  webhook_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  place smallint not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  key_fingerprint text not null,
  is_active boolean not null default true,
  since_utc timestamp not null,
  version integer not null default 1,
  created_by text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  leased_until_utc timestamp,
  served_utc timestamp,
  old_secret bytea,
  old_until_utc timestamp,
  switched_off_utc timestamp,
  constraint webhooks_pkey primary key (webhook_uuid),
  constraint webhooks_site_group_uuid_key unique (site_group_uuid, webhook_uuid),
  constraint webhooks_place_key unique (site_group_uuid, place),
  constraint webhooks_place_check check (place between 1 and 10),
  constraint webhooks_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
) with (fillfactor = 50);

comment on table app.webhooks is
  'Addresses to which the service sends events of a site group. Every member of the group sees and '
  'edits them, but for the secret.';
comment on column app.webhooks.webhook_uuid is
  'Key of the webhook: that of the form that made it. Authenticated with the secret.';
comment on column app.webhooks.site_group_uuid is 'The group whose events are sent.';
comment on column app.webhooks.place is
  'Its place among the ten of the group: whoever writes, a group has no more.';
comment on column app.webhooks.url is 'The address to which events are posted.';
comment on column app.webhooks.events is
  'Which events are sent: forecast_run.stored, site.needs_attention, import.finished.';
comment on column app.webhooks.secret is
  'Nonce, tag and ciphertext of the secret that signs: AES-256-GCM with a key outside of the '
  'database, and with the webhook''s UUID as associated data. No web role reads it.';
comment on column app.webhooks.key_fingerprint is 'Names the key that encrypted the secret.';
comment on column app.webhooks.is_active is 'False: it is paused, and nothing is sent.';
comment on column app.webhooks.since_utc is
  'When it was added or last resumed (UTC): what happened before is not sent.';
comment on column app.webhooks.version is 'Counts the edits.';
comment on column app.webhooks.created_by is 'E-mail address of the user who added it.';
comment on column app.webhooks.created_utc is 'When it was added (UTC).';
comment on column app.webhooks.leased_until_utc is
  'Until then (UTC) an instance of the service sends to it, and no other one does. NULL: none.';
comment on column app.webhooks.served_utc is
  'When it last had its turn (UTC): those that wait longest are next. NULL: never.';
comment on column app.webhooks.old_secret is
  'The secret before this one, encrypted likewise: trigger keep_old_secret keeps it. Until '
  'old_until_utc messages are signed with both. No web role reads or writes it.';
comment on column app.webhooks.old_until_utc is
  'Until when (UTC) the old secret signs, too. NULL: there is none.';
comment on column app.webhooks.switched_off_utc is
  'When the service paused it (UTC), because all deliveries of three days failed. NULL: it did not, '
  'or somebody switched it on again.';

alter table app.webhooks enable row level security;
create policy by_group on app.webhooks to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select (webhook_uuid, site_group_uuid, place, url, events, key_fingerprint, is_active, since_utc,
    version, created_by, created_utc, old_until_utc, switched_off_utc)
  on app.webhooks to sitecast_app;
grant insert (webhook_uuid, site_group_uuid, place, url, events, secret, key_fingerprint, since_utc,
    created_by)
  on app.webhooks to sitecast_app;
grant update (url, events, secret, key_fingerprint, is_active, since_utc, version, old_until_utc,
    switched_off_utc)
  on app.webhooks to sitecast_app;
grant delete on app.webhooks to sitecast_app;
create trigger keep_old_secret before update of secret, old_until_utc on app.webhooks
  for each row execute function app.keep_old_secret();
