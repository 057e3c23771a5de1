create function app.visible_weather()
returns uuid[]
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select array(
  select series_uuid from app.weather_series
  where site_group_uuid = app.group_uuid() and app.only_sites() is null
  union
  select series_uuid from app.weather_near(app.visible_sites()))
$$;

comment on function app.visible_weather() is
  'Returns the series of weather that the scope may see: those that its group sent, and those for '
  'its sites or for places near them. An API token that is limited to sites sees these alone. '
  'Caller: app.list_weather_runs, app.values_of_weather_run. Lock: none.';
