create function app.runs_of_site(of_site uuid, from_utc timestamp, to_utc timestamp, of_model text,
  before_utc timestamp, before_run uuid, most integer)
returns table (forecast_uuid uuid, timestamp_utc timestamp, created_utc timestamp,
  forecast_version text, model_name text, model_version text, value_count integer,
  first_utc timestamp, until_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  -- "offset 0" keeps the newest runs first, and their values read run by run, until there are enough.
  return query
    select f.forecast_uuid, f.timestamp_utc, f.created_utc, f.forecast_version::text, v.name,
      v.version, v.value_count, v.first_utc, v.until_utc
    from (
      select f.* from forecasts f
      where f.site_uuid = of_site and f.timestamp_utc >= from_utc and f.timestamp_utc < to_utc
        and (before_utc is null or f.timestamp_utc <= before_utc)
        and (before_utc is null or (f.timestamp_utc, f.forecast_uuid) < (before_utc, before_run))
      order by f.timestamp_utc desc, f.forecast_uuid desc
      offset 0) f
    cross join lateral (
      select count(*)::integer as value_count, min(v.start_utc) as first_utc,
        max(v.end_utc) as until_utc, min(m.name)::text as name, min(m.version)::text as version
      from forecast_values v left join ml_model m on m.model_uuid = v.ml_model_uuid
      where v.forecast_uuid = f.forecast_uuid and v.start_utc >= f.timestamp_utc
        and app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw)) v
    where v.value_count > 0 and (of_model is null or v.name = of_model)
    limit most;
end
$$;

comment on function app.runs_of_site(uuid, timestamp, timestamp, text, timestamp, uuid, integer) is
  'Returns the runs of a site of the scope that were issued in [from_utc, to_utc), the newest '
  'first, at most so many: with their model (of that name; NULL: of any), the number of values '
  'that can be shown, and from when until when these are. With before_utc and before_run those '
  'that come after this run in the order. Values from before the issue time do not count, nor '
  'do runs without any others. '
  'Caller: web roles (sql/forecasts/runs.ts). Lock: none.';
grant execute on function app.runs_of_site(uuid, timestamp, timestamp, text, timestamp, uuid,
  integer) to sitecast_app, sitecast_admin;
