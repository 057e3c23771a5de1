alter table app.webhook_deliveries
  drop constraint webhook_deliveries_webhook_uuid_fkey;

alter table app.webhook_sites
  drop constraint webhook_sites_site_uuid_fkey;

alter table app.webhooks
  drop constraint webhooks_site_group_uuid_fkey;

-- Loses data.
alter table app.attention
  drop column found_utc;

-- Loses data.
drop table app.webhook_deliveries;

-- Loses data.
drop table app.webhook_sites;

-- Loses data.
drop table app.webhooks;

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, download, factor, session or rights.';
