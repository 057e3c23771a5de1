create table app.webhook_deliveries (
  delivery_uuid uuid not null default gen_random_uuid(),
  webhook_uuid uuid not null,
  site_group_uuid uuid not null,
  event text not null,
  subjects uuid[] not null default '{}',
  event_key text,
  state text not null default 'waiting',
  retries smallint not null default 0,
  attempts jsonb not null default '[]',
  created_utc timestamp not null,
  next_utc timestamp,
  until_utc timestamp not null,
  ended_utc timestamp,
  constraint webhook_deliveries_pkey primary key (delivery_uuid),
  constraint webhook_deliveries_event_key_key unique (webhook_uuid, event_key),
  constraint webhook_deliveries_webhook_uuid_fkey foreign key (site_group_uuid, webhook_uuid)
    references app.webhooks (site_group_uuid, webhook_uuid) on delete cascade,
  constraint webhook_deliveries_state_check
    check (state in ('waiting', 'delivered', 'failed', 'empty'))
) with (fillfactor = 80);
create index webhook_deliveries_created_utc
  on app.webhook_deliveries (webhook_uuid, created_utc, delivery_uuid);
create index webhook_deliveries_waiting
  on app.webhook_deliveries (webhook_uuid, next_utc) where state = 'waiting';
create index ix_webhook_deliveries_site_group_uuid
  on app.webhook_deliveries (site_group_uuid, webhook_uuid);

comment on table app.webhook_deliveries is
  'Events that were or will be sent to webhooks, kept for 30 days. What a message says is read when '
  'it is sent, with the rights of the group at that moment, and kept nowhere.';
comment on column app.webhook_deliveries.delivery_uuid is
  'Key of the delivery, and the id of its message, which stays the same when it is sent again.';
comment on column app.webhook_deliveries.webhook_uuid is 'The webhook.';
comment on column app.webhook_deliveries.site_group_uuid is 'The group of the webhook.';
comment on column app.webhook_deliveries.event is
  'What happened: an event of app.webhooks, or webhook.test.';
comment on column app.webhook_deliveries.subjects is
  'What it is about: UUIDs of runs, of rows of app.attention, or of an import.';
comment on column app.webhook_deliveries.event_key is
  'Names the event, so that it is taken up once. NULL: it is known as such by app.webhook_sites.';
comment on column app.webhook_deliveries.state is
  'waiting, delivered, failed (not within 24 hours), or empty: the group saw nothing of it any more '
  'when it was to be sent.';
comment on column app.webhook_deliveries.retries is
  'Attempts that failed since it was made or last sent again by hand.';
comment on column app.webhook_deliveries.attempts is
  '[{at_utc, milliseconds, status, failure}]: the last 40 attempts. Of a response only its status '
  'is kept; without one, failure says why.';
comment on column app.webhook_deliveries.created_utc is 'When the event was taken up (UTC).';
comment on column app.webhook_deliveries.next_utc is
  'When it is sent next (UTC). NULL: it is not waiting.';
comment on column app.webhook_deliveries.until_utc is 'No attempt is made after this (UTC).';
comment on column app.webhook_deliveries.ended_utc is
  'When it was delivered or given up (UTC). NULL: it is waiting.';

alter table app.webhook_deliveries enable row level security;
create policy by_group on app.webhook_deliveries to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.webhook_deliveries to sitecast_app;
grant insert (webhook_uuid, site_group_uuid, event, subjects, created_utc, next_utc, until_utc)
  on app.webhook_deliveries to sitecast_app;
grant update (state, retries, next_utc, until_utc, ended_utc)
  on app.webhook_deliveries to sitecast_app;
