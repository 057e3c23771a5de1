-- Loses data.
alter table app.webhooks
  drop column switched_off_utc;
