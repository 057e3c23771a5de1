create function app.past_weather(series uuid[], range_start timestamp, range_end timestamp,
  as_of timestamp)
returns table (series_uuid uuid, hour_utc timestamp, issued_utc timestamp, received_utc timestamp,
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
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  open_utc timestamp := (select min(r.start_utc) from app.weather_runs r
    where r.series_uuid = any(series) and not r.is_kept);
begin
  return query
    select d.series_uuid, d.day + (place - 1) * interval '1 hour', h.issued_utc, h.received_utc,
      h.ghi_w_m2, h.dni_w_m2, h.dhi_w_m2,
      h.cloud_cover, h.temperature_c, h.wind_speed_m_s,
      h.wind_height_m, h.wind_direction_degrees,
      h.gusts_m_s, h.precipitation_mm
    from app.weather_days d cross join lateral unnest(d.issued_utc, d.received_utc,
      d.ghi_w_m2, d.dni_w_m2, d.dhi_w_m2,
      d.cloud_cover, d.temperature_c, d.wind_speed_m_s,
      d.wind_height_m, d.wind_direction_degrees,
      d.gusts_m_s, d.precipitation_mm)
      with ordinality h (issued_utc, received_utc,
      ghi_w_m2, dni_w_m2, dhi_w_m2,
      cloud_cover, temperature_c, wind_speed_m_s,
      wind_height_m, wind_direction_degrees,
      gusts_m_s, precipitation_mm, place)
    where d.series_uuid = any(series)
      and d.day >= range_start::date and d.day <= range_end::date
      and d.day + (place - 1) * interval '1 hour' >= range_start
      and d.day + (place - 1) * interval '1 hour' < range_end
      and h.issued_utc <= as_of and h.received_utc <= as_of;
  return query
    select h.* from app.weather_hours(series,
      greatest(range_start, date_trunc('hour', open_utc)), range_end, as_of, interval '12 hours') h
    where open_utc is not null and not exists (select 1 from app.weather_days d
      where d.series_uuid = h.series_uuid and d.day = h.hour_utc::date);
end
$$;

comment on function app.past_weather(uuid[], timestamp, timestamp, timestamp) is
  'Returns the hours of series in [range_start, range_end) that models learn from, by what had '
  'been issued and received by as_of: those that weather_days keeps, and those of days that it '
  'does not have yet by the same rule of 12 hours. Caller: sql/weather/site_weather.ts. '
  'Lock: none.';
