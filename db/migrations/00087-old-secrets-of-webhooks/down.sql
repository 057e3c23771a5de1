set local check_function_bodies = off;

drop trigger keep_old_secret on app.webhooks;

drop function app.keep_old_secret();

-- Loses data.
alter table app.webhooks
  drop column old_secret;

-- Loses data.
alter table app.webhooks
  drop column old_until_utc;
