create function app.keep_old_secret()
returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if new.old_until_utc is null then
    new.old_secret := null;
  elsif new.secret <> old.secret then
    new.old_secret := old.secret;
  end if;
  return new;
end
$$;

comment on function app.keep_old_secret() is
  'Keeps the secret that a webhook had, where old_until_utc says until when, and erases it where that '
  'is NULL: web roles may not read secrets, and so cannot copy them. Caller: trigger keep_old_secret '
  'of app.webhooks. Lock: none.';
