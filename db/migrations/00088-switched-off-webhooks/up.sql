alter table app.webhooks
  add column switched_off_utc timestamp without time zone;

comment on column app.webhooks.switched_off_utc is 'When the service paused it (UTC), because all deliveries of three days failed. NULL: it did not, or somebody switched it on again.';

grant select (switched_off_utc), update (switched_off_utc)
  on table app.webhooks
  to sitecast_app;
