create table app.webhook_deliveries (
  delivery_uuid uuid not null default gen_random_uuid(),
  webhook_uuid uuid not null,
  site_group_uuid uuid not null,
  event text not null,
  subjects uuid[] not null default '{}'::uuid[],
  event_key text,
  state text not null default 'waiting'::text,
  retries smallint not null default 0,
  attempts jsonb not null default '[]'::jsonb,
  created_utc timestamp without time zone not null,
  next_utc timestamp without time zone,
  until_utc timestamp without time zone not null,
  ended_utc timestamp without time zone,
  constraint webhook_deliveries_event_key_key unique (webhook_uuid, event_key),
  constraint webhook_deliveries_pkey primary key (delivery_uuid),
  constraint webhook_deliveries_state_check
    check ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text, 'empty'::text])))
);

alter table app.webhook_deliveries
  enable row level security;

alter table app.webhook_deliveries
  set (fillfactor=80);

create table app.webhook_sites (
  site_uuid uuid not null,
  revision bigint not null,
  runs uuid[] not null,
  attention uuid[] not null,
  constraint webhook_sites_pkey primary key (site_uuid)
);

alter table app.webhook_sites
  set (fillfactor=50);

create table app.webhooks (
  webhook_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  place smallint not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  key_fingerprint text not null,
  is_active boolean not null default true,
  since_utc timestamp without time zone not null,
  version integer not null default 1,
  created_by text,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  leased_until_utc timestamp without time zone,
  served_utc timestamp without time zone,
  constraint webhooks_pkey primary key (webhook_uuid),
  constraint webhooks_place_check check (((place >= 1) AND (place <= 10))),
  constraint webhooks_place_key unique (site_group_uuid, place),
  constraint webhooks_site_group_uuid_key unique (site_group_uuid, webhook_uuid)
);

alter table app.webhooks
  enable row level security;

alter table app.webhooks
  set (fillfactor=50);

-- May rewrite the table, which is locked meanwhile.
alter table app.attention
  add column found_utc timestamp without time zone
    not null default (now() AT TIME ZONE 'utc'::text);

alter table app.webhook_sites
  add constraint webhook_sites_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.webhooks
  add constraint webhooks_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.webhook_deliveries
  add constraint webhook_deliveries_webhook_uuid_fkey foreign key (site_group_uuid, webhook_uuid)
    references app.webhooks(site_group_uuid, webhook_uuid) on delete cascade;

create index ix_webhook_deliveries_site_group_uuid on app.webhook_deliveries
  using btree (site_group_uuid, webhook_uuid);

create index webhook_deliveries_created_utc on app.webhook_deliveries
  using btree (webhook_uuid, created_utc, delivery_uuid);

create index webhook_deliveries_waiting on app.webhook_deliveries
  using btree (webhook_uuid, next_utc)
  where (state = 'waiting'::text);

create policy by_group on app.webhook_deliveries
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_group on app.webhooks
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.attention.found_utc is 'When the service first saw it (UTC).';

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, download, webhook, factor, session or rights.';

comment on column app.webhook_deliveries.attempts is '[{at_utc, milliseconds, status, failure}]: the last 40 attempts. Of a response only its status is kept; without one, failure says why.';

comment on column app.webhook_deliveries.created_utc is 'When the event was taken up (UTC).';

comment on column app.webhook_deliveries.delivery_uuid is 'Key of the delivery, and the id of its message, which stays the same when it is sent again.';

comment on column app.webhook_deliveries.ended_utc is 'When it was delivered or given up (UTC). NULL: it is waiting.';

comment on column app.webhook_deliveries.event is 'What happened: an event of app.webhooks, or webhook.test.';

comment on column app.webhook_deliveries.event_key is 'Names the event, so that it is taken up once. NULL: it is known as such by app.webhook_sites.';

comment on column app.webhook_deliveries.next_utc is 'When it is sent next (UTC). NULL: it is not waiting.';

comment on column app.webhook_deliveries.retries is 'Attempts that failed since it was made or last sent again by hand.';

comment on column app.webhook_deliveries.site_group_uuid is 'The group of the webhook.';

comment on column app.webhook_deliveries.state is 'waiting, delivered, failed (not within 24 hours), or empty: the group saw nothing of it any more when it was to be sent.';

comment on column app.webhook_deliveries.subjects is 'What it is about: UUIDs of runs, of rows of app.attention, or of an import.';

comment on column app.webhook_deliveries.until_utc is 'No attempt is made after this (UTC).';

comment on column app.webhook_deliveries.webhook_uuid is 'The webhook.';

comment on column app.webhook_sites.attention is 'Open rows of app.attention that were there then.';

comment on column app.webhook_sites.revision is 'Its revision when it was last compared.';

comment on column app.webhook_sites.runs is 'Runs of 24 hours that were there then.';

comment on column app.webhook_sites.site_uuid is 'The site.';

comment on column app.webhooks.created_by is 'E-mail address of the user who added it.';

comment on column app.webhooks.created_utc is 'When it was added (UTC).';

comment on column app.webhooks.events is 'Which events are sent: forecast_run.stored, site.needs_attention, import.finished.';

comment on column app.webhooks.is_active is 'False: it is paused, and nothing is sent.';

comment on column app.webhooks.key_fingerprint is 'Names the key that encrypted the secret.';

comment on column app.webhooks.leased_until_utc is 'Until then (UTC) an instance of the service sends to it, and no other one does. NULL: none.';

comment on column app.webhooks.place is 'Its place among the ten of the group: whoever writes, a group has no more.';

comment on column app.webhooks.secret is 'Nonce, tag and ciphertext of the secret that signs: AES-256-GCM with a key outside of the database, and with the webhook''s UUID as associated data. No web role reads it.';

comment on column app.webhooks.served_utc is 'When it last had its turn (UTC): those that wait longest are next. NULL: never.';

comment on column app.webhooks.since_utc is 'When it was added or last resumed (UTC): what happened before is not sent.';

comment on column app.webhooks.site_group_uuid is 'The group whose events are sent.';

comment on column app.webhooks.url is 'The address to which events are posted.';

comment on column app.webhooks.version is 'Counts the edits.';

comment on column app.webhooks.webhook_uuid is 'Key of the webhook: that of the form that made it. Authenticated with the secret.';

comment on table app.webhook_deliveries is 'Events that were or will be sent to webhooks, kept for 30 days. What a message says is read when it is sent, with the rights of the group at that moment, and kept nowhere.';

comment on table app.webhook_sites is 'What webhooks know of a site: the service compares it with the site when its revision has changed, and takes up what is new as events, whoever wrote it (sql/operations/webhook_events.ts).';

comment on table app.webhooks is 'Addresses to which the service sends events of a site group. Every member of the group sees and edits them, but for the secret.';

grant insert (created_utc) on table app.webhook_deliveries to sitecast_app;

grant update (ended_utc) on table app.webhook_deliveries to sitecast_app;

grant insert (event) on table app.webhook_deliveries to sitecast_app;

grant insert (next_utc), update (next_utc) on table app.webhook_deliveries to sitecast_app;

grant update (retries) on table app.webhook_deliveries to sitecast_app;

grant insert (site_group_uuid) on table app.webhook_deliveries to sitecast_app;

grant update (state) on table app.webhook_deliveries to sitecast_app;

grant insert (subjects) on table app.webhook_deliveries to sitecast_app;

grant insert (until_utc), update (until_utc)
  on table app.webhook_deliveries
  to sitecast_app;

grant insert (webhook_uuid) on table app.webhook_deliveries to sitecast_app;

grant select on table app.webhook_deliveries to sitecast_app;

grant insert (created_by), select (created_by) on table app.webhooks to sitecast_app;

grant select (created_utc) on table app.webhooks to sitecast_app;

grant insert (events), select (events), update (events)
  on table app.webhooks
  to sitecast_app;

grant select (is_active), update (is_active) on table app.webhooks to sitecast_app;

grant insert (key_fingerprint), select (key_fingerprint), update (key_fingerprint)
  on table app.webhooks
  to sitecast_app;

grant insert (place), select (place) on table app.webhooks to sitecast_app;

grant insert (secret), update (secret) on table app.webhooks to sitecast_app;

grant insert (since_utc), select (since_utc), update (since_utc)
  on table app.webhooks
  to sitecast_app;

grant insert (site_group_uuid), select (site_group_uuid)
  on table app.webhooks
  to sitecast_app;

grant insert (url), select (url), update (url) on table app.webhooks to sitecast_app;

grant select (version), update (version) on table app.webhooks to sitecast_app;

grant insert (webhook_uuid), select (webhook_uuid) on table app.webhooks to sitecast_app;

grant delete on table app.webhooks to sitecast_app;
