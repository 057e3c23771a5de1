create function app.weather_of_site(site uuid, range_start timestamp, range_end timestamp,
  as_of timestamp)
returns table (source text, hour_utc timestamp, issued_utc timestamp, received_utc timestamp,
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
  if site <> all(app.visible_sites()) then return; end if;
  return query
    select c.source, h.hour_utc, h.issued_utc, h.received_utc,
      h.ghi_w_m2, h.dni_w_m2, h.dhi_w_m2,
      h.cloud_cover, h.temperature_c, h.wind_speed_m_s,
      h.wind_height_m, h.wind_direction_degrees,
      h.gusts_m_s, h.precipitation_mm
    from app.chosen_weather(array[site], as_of) c
    cross join lateral app.weather_hours(array[c.series_uuid], range_start, range_end, as_of,
      interval '-200 years') h
    order by h.hour_utc;
end
$$;

comment on function app.weather_of_site(uuid, timestamp, timestamp, timestamp) is
  'Returns the weather that the forecasts of a site use, by what had been issued and received by '
  'as_of, hour by hour; none for a site that is not the scope''s. Caller: web roles '
  '(sql/weather/weather_runs.ts). Lock: none.';
grant execute on function app.weather_of_site(uuid, timestamp, timestamp, timestamp)
  to sitecast_app, sitecast_admin;
