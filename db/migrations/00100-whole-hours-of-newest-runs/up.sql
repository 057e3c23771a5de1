set local check_function_bodies = off;

create or replace function app.weather_hours (
  series uuid[],
  range_start timestamp without time zone,
  range_end timestamp without time zone,
  as_of timestamp without time zone,
  lead interval
)
  returns table (
    series_uuid uuid,
    hour_utc timestamp without time zone,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    ghi_w_m2 real,
    dni_w_m2 real,
    dhi_w_m2 real,
    cloud_cover real,
    temperature_c real,
    wind_speed_m_s real,
    wind_height_m real,
    wind_direction_degrees real,
    gusts_m_s real,
    precipitation_mm real
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    -- Where the newest run of each hour is wanted, runs before the newest one that has them all have
    -- no say: a fetched place has a hundred that overlap.
    with newest as (
      select r.series_uuid, max(r.issued_utc) as issued_utc from app.weather_runs r
      where lead < interval '-100 years' and r.series_uuid = any(series)
        and r.end_utc >= range_end and r.first_hour_utc <= range_start
        and r.first_hour_utc + r.hour_count * interval '1 hour' >= range_end and r.gaps is null
        and r.issued_utc <= as_of and r.received_utc <= as_of
      group by r.series_uuid),
    covered as (
      select r.weather_run_uuid, r.series_uuid, r.issued_utc, place,
        greatest(r.issued_utc, r.received_utc) as there_utc,
        r.first_hour_utc + place * interval '1 hour' as hour_utc
      from app.weather_runs r left join newest n on n.series_uuid = r.series_uuid
      cross join lateral generate_series(
        greatest(0, ceil(extract(epoch from range_start - r.first_hour_utc) / 3600))::integer,
        least(r.hour_count,
          floor(extract(epoch from range_end - r.first_hour_utc) / 3600))::integer - 1) place
      where r.series_uuid = any(series) and r.end_utc > range_start and r.start_utc < range_end
        and r.issued_utc <= as_of and r.received_utc <= as_of
        and (n.issued_utc is null or r.issued_utc >= n.issued_utc)
        and (r.gaps is null or place <> all(r.gaps))),
    chosen as (
      select distinct on (c.series_uuid, c.hour_utc) c.*
      from covered c
      order by c.series_uuid, c.hour_utc, c.there_utc > c.hour_utc - lead,
        c.issued_utc > c.hour_utc - lead,
        case when c.issued_utc <= c.hour_utc - lead then c.issued_utc end desc,
        c.there_utc, c.issued_utc desc)
    select r.series_uuid, c.hour_utc, r.issued_utc, r.received_utc,
      r.ghi_w_m2[place + 1], r.dni_w_m2[place + 1],
      r.dhi_w_m2[place + 1], r.cloud_cover[place + 1],
      r.temperature_c[place + 1], r.wind_speed_m_s[place + 1],
      r.wind_height_m[place + 1], r.wind_direction_degrees[place + 1],
      r.gusts_m_s[place + 1], r.precipitation_mm[place + 1]
    from chosen c join app.weather_runs r using (weather_run_uuid);
end
$function$;
