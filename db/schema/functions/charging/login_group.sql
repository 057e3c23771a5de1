create function app.login_group()
returns uuid
language sql stable parallel restricted security definer
set search_path = pg_catalog, public, pg_temp
as $$
select site_group_uuid from app.database_logins where login = session_user
$$;

comment on function app.login_group() is
  'Returns the group of the database login that opened the connection; NULL for any other login. '
  'Goes by session_user, which neither SET nor SET ROLE changes. Caller: policies by login; '
  'app.charging_group. Lock: none.';
grant execute on function app.login_group() to sitecast_charging;
