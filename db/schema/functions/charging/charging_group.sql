create function app.charging_group()
returns uuid
language sql stable parallel restricted security definer
set search_path = pg_catalog, public, pg_temp
as $$
select coalesce(app.login_group(), app.group_uuid())
$$;

comment on function app.charging_group() is
  'Returns the group whose a new row of charging data is: that of the database login, else the '
  'scope''s; NULL without both. Caller: defaults of the charging tables. Lock: none.';
grant execute on function app.charging_group() to sitecast_app, sitecast_charging;
