create function app.run_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
begin
  -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
  -- both steps from being joined in another way, by which a run would read all sites' whole days.
  return query
    with days as materialized (
      select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
      where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
        and d.day >= from_utc::date and d.day < to_utc
      group by d.site_uuid),
    run as materialized (
      select f.* from days d cross join lateral (
        select f.forecast_uuid, f.site_uuid, f.timestamp_utc from forecasts f
        where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
          and f.timestamp_utc < to_utc and f.timestamp_utc > '-infinity'
        offset 0) f)
    select f.site_uuid, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes, f.forecast_uuid, f.timestamp_utc, m.name::text, m.version::text
    from run f
    cross join lateral (
      select v.* from forecast_values v
      where v.forecast_uuid = f.forecast_uuid
        and v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc >= f.timestamp_utc
        and app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw)
      offset 0) v
    left join ml_model m on m.model_uuid = v.ml_model_uuid;
end
$$;

comment on function app.run_values(uuid[], timestamp, timestamp) is
  'Returns the values of all runs of these sites, of those that the scope sees, for target times '
  'in [from_utc, to_utc), in no order and uncut. Left out are values of runs that were issued '
  'after their target time, and those that cannot be shown. Caller: web roles '
  '(sql/operations/exports.ts). Lock: none.';
grant execute on function app.run_values(uuid[], timestamp, timestamp)
  to sitecast_app, sitecast_admin;
