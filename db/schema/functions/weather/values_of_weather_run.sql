create function app.values_of_weather_run(run uuid)
returns table (start_utc timestamp, end_utc timestamp,
  ghi_w_m2 real,
  dni_w_m2 real,
  dhi_w_m2 real,
  cloud_cover real,
  temperature_c real,
  wind_speed_m_s real,
  wind_height_m real,
  wind_direction_degrees real,
  gusts_m_s real,
  precipitation_mm real)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  if not exists (select 1 from app.weather_runs r
    where r.weather_run_uuid = run and r.series_uuid = any(app.visible_weather())) then return;
  end if;
  return query
    select v.start_utc, v.end_utc,
      v.ghi_w_m2, v.dni_w_m2, v.dhi_w_m2,
      v.cloud_cover, v.temperature_c, v.wind_speed_m_s,
      v.wind_height_m, v.wind_direction_degrees,
      v.gusts_m_s, v.precipitation_mm
    from app.weather_values v where v.weather_run_uuid = run order by v.start_utc;
end
$$;

comment on function app.values_of_weather_run(uuid) is
  'Returns the values of a run of weather in the order of time; none for a run that the scope may '
  'not see. Caller: web roles (sql/weather/weather_runs.ts). Lock: none.';
grant execute on function app.values_of_weather_run(uuid) to sitecast_app, sitecast_admin;
