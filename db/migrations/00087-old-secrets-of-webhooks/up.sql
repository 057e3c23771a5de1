set local check_function_bodies = off;

alter table app.webhooks
  add column old_secret bytea;

alter table app.webhooks
  add column old_until_utc timestamp without time zone;

create or replace function app.keep_old_secret()
  returns trigger
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if new.old_until_utc is null then
    new.old_secret := null;
  elsif new.secret <> old.secret then
    new.old_secret := old.secret;
  end if;
  return new;
end
$function$;

create trigger keep_old_secret
  before update of secret, old_until_utc on app.webhooks
  for each row
  execute function app.keep_old_secret();

comment on column app.webhooks.old_secret is 'The secret before this one, encrypted likewise: trigger keep_old_secret keeps it. Until old_until_utc messages are signed with both. No web role reads or writes it.';

comment on column app.webhooks.old_until_utc is 'Until when (UTC) the old secret signs, too. NULL: there is none.';

comment on function app.keep_old_secret() is 'Keeps the secret that a webhook had, where old_until_utc says until when, and erases it where that is NULL: web roles may not read secrets, and so cannot copy them. Caller: trigger keep_old_secret of app.webhooks. Lock: none.';

revoke all on function app.keep_old_secret() from public;

grant select (old_until_utc), update (old_until_utc) on table app.webhooks to sitecast_app;
