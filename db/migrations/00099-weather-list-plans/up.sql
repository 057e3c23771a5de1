set local check_function_bodies = off;

create or replace function app.list_weather_runs (
  of_run uuid,
  of_source text,
  of_site uuid,
  latitude double precision,
  longitude double precision,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  before_utc timestamp without time zone,
  before_run uuid,
  most integer
)
  returns table (
    weather_run_uuid uuid,
    source text,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    run_latitude double precision,
    run_longitude double precision,
    site_uuid uuid,
    origin text,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    value_count integer
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
declare
  most_km double precision := app.weather_distance();
  visible uuid[] := app.visible_weather();
  near_site uuid[] := array(select n.series_uuid from app.weather_near(array[of_site]) n
    where of_site = any(app.visible_sites()));
begin
  return query
    select r.weather_run_uuid, w.source, r.issued_utc, r.received_utc, w.latitude, w.longitude,
      w.site_uuid, case when w.site_group_uuid is null then 'fetched'
        when w.site_group_uuid = app.group_uuid() then 'own' else 'other' end,
      r.start_utc, r.end_utc, r.value_count
    from app.weather_runs r join app.weather_series w on w.series_uuid = r.series_uuid
    where r.series_uuid = any(visible)
      and (of_run is null or r.weather_run_uuid = of_run)
      and (of_source is null or w.source = of_source)
      and (of_site is null or r.series_uuid = any(near_site))
      and (list_weather_runs.latitude is null or app.kilometres(list_weather_runs.latitude,
        list_weather_runs.longitude, w.latitude, w.longitude) <= most_km)
      and r.issued_utc >= from_utc and r.issued_utc < to_utc
      and (before_utc is null or (r.issued_utc, r.weather_run_uuid) < (before_utc, before_run))
    order by r.issued_utc desc, r.weather_run_uuid desc
    limit most;
end
$function$;
