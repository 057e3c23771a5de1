create function app.quartz_history(of_sites uuid[], made_utc timestamp[], from_utc timestamp,
  to_utc timestamp)
returns table (site_uuid uuid, timestamp_utc timestamp, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, forecast_uuid uuid, ml_model_uuid uuid)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
begin
  return query
    select f.site_uuid, f.timestamp_utc, v.start_utc, v.end_utc, v.forecast_power_kw,
      f.forecast_uuid, v.ml_model_uuid
    from unnest(of_sites, made_utc) g (site_uuid, timestamp_utc)
    cross join lateral (
      select f.site_uuid, f.timestamp_utc, f.forecast_uuid from forecasts f
      where f.site_uuid = g.site_uuid and f.timestamp_utc = g.timestamp_utc
      offset 0) f
    cross join lateral (
      select v.* from forecast_values v
      where v.forecast_uuid = f.forecast_uuid and v.horizon_minutes = 0
        and v.start_utc >= from_utc and v.start_utc < to_utc
      offset 0) v
    where v.forecast_power_kw > '-Infinity' and v.forecast_power_kw < 'Infinity';
end
$$;

comment on function app.quartz_history(uuid[], timestamp[], timestamp, timestamp) is
  'Returns the finite values with horizon 0 that start in [from_utc, to_utc), of the runs of these '
  'sites at these issue times (each site beside one of its issue times). Caller: '
  'app.quartz_values, which knows whose the sites are. Lock: none.';
