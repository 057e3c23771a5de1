create function app.weather_near(sites uuid[])
returns table (site_uuid uuid, series_uuid uuid, km double precision)
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  most_km double precision := app.weather_distance();
begin
  return query
    select w.site_uuid, w.series_uuid, 0::double precision
    from app.weather_series w where w.site_uuid = any(sites)
    union all
    select s.site_uuid, w.series_uuid,
      app.kilometres(s.latitude, s.longitude, w.latitude, w.longitude)
    from sites s join app.weather_series w
      -- A degree of latitude has more than 110 km everywhere.
      on w.latitude between s.latitude - most_km / 110 and s.latitude + most_km / 110
    where s.site_uuid = any(sites)
      and app.kilometres(s.latitude, s.longitude, w.latitude, w.longitude) <= most_km;
end
$$;

comment on function app.weather_near(uuid[]) is
  'Returns the series of weather for these sites themselves and for places near them, with the '
  'distance in km, whoever sent them. Caller: app.visible_weather, app.chosen_weather, '
  'app.list_weather_runs. Lock: none.';
