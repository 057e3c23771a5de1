create function app.list_weather_runs(of_run uuid, of_source text, of_site uuid,
  latitude double precision, longitude double precision, from_utc timestamp, to_utc timestamp,
  before_utc timestamp, before_run uuid, most integer)
returns table (weather_run_uuid uuid, source text, issued_utc timestamp, received_utc timestamp,
  run_latitude double precision, run_longitude double precision, site_uuid uuid, origin text,
  start_utc timestamp, end_utc timestamp, value_count integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
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
$$;

comment on function app.list_weather_runs(uuid, text, uuid, double precision, double precision,
  timestamp, timestamp, timestamp, uuid, integer) is
  'Returns the runs of weather that the scope may see and that were issued in [from_utc, to_utc), '
  'the newest first, at most so many; one run, or of one source, or for a site and places near it, '
  'or of places near coordinates (NULL: of any). origin: own (the group sent it), other (another '
  'group did), fetched (the service did). With before_utc and before_run those that come after '
  'this run in the order. Caller: web roles (sql/weather/weather_runs.ts). Lock: none.';
grant execute on function app.list_weather_runs(uuid, text, uuid, double precision,
  double precision, timestamp, timestamp, timestamp, uuid, integer) to sitecast_app, sitecast_admin;
