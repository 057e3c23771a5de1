create function app.keep_weather_days(series uuid[], until date)
returns integer
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  from_utc timestamp := (select date_trunc('day', min(r.start_utc)) from app.weather_runs r
    where r.series_uuid = any(series) and not r.is_kept);
  days integer;
begin
  insert into app.weather_days (series_uuid, day, issued_utc, received_utc,
    ghi_w_m2, dni_w_m2, dhi_w_m2, cloud_cover, temperature_c,
    wind_speed_m_s, wind_height_m, wind_direction_degrees,
    gusts_m_s, precipitation_mm)
  with hours as materialized (
    select h.* from app.weather_hours(series, from_utc, until,
      clock_timestamp() at time zone 'utc', interval '12 hours') h
    where not exists (select 1 from app.weather_days d
      where d.series_uuid = h.series_uuid and d.day = h.hour_utc::date)),
  days as (select distinct hours.series_uuid, hours.hour_utc::date as day from hours)
  select d.series_uuid, d.day, array_agg(h.issued_utc order by place),
    array_agg(h.received_utc order by place),
    case when count(h.ghi_w_m2) > 0 then array_agg(h.ghi_w_m2 order by place) end,
    case when count(h.dni_w_m2) > 0 then array_agg(h.dni_w_m2 order by place) end,
    case when count(h.dhi_w_m2) > 0 then array_agg(h.dhi_w_m2 order by place) end,
    case when count(h.cloud_cover) > 0 then array_agg(h.cloud_cover order by place) end,
    case when count(h.temperature_c) > 0 then array_agg(h.temperature_c order by place) end,
    case when count(h.wind_speed_m_s) > 0 then array_agg(h.wind_speed_m_s order by place) end,
    case when count(h.wind_height_m) > 0 then array_agg(h.wind_height_m order by place) end,
    case when count(h.wind_direction_degrees) > 0 then array_agg(h.wind_direction_degrees order by place) end,
    case when count(h.gusts_m_s) > 0 then array_agg(h.gusts_m_s order by place) end,
    case when count(h.precipitation_mm) > 0 then array_agg(h.precipitation_mm order by place) end
  from days d cross join generate_series(0, 23) place
  left join hours h on h.series_uuid = d.series_uuid
    and h.hour_utc = d.day + place * interval '1 hour'
  group by d.series_uuid, d.day
  on conflict do nothing;
  get diagnostics days = row_count;
  update app.weather_runs set is_kept = true
  where series_uuid = any(series) and not is_kept and end_utc <= until;
  return days;
end
$$;

comment on function app.keep_weather_days(uuid[], date) is
  'Keeps for good what models learn from of the days of series before `until` (UTC) that '
  'weather_days lacks, and marks runs that it has the whole of. Returns the number of days. '
  'Caller: sql/weather/retention.ts. Lock: the new rows; the runs that it marks.';
