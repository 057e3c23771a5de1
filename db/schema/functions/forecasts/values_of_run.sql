create function app.values_of_run(run uuid)
returns table (start_utc timestamp, end_utc timestamp, forecast_power_kw double precision,
  probabilistic_values jsonb, horizon_minutes integer, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
begin
  return query
    select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes, m.name::text, m.version::text
    from forecasts f
    join forecast_values v on v.forecast_uuid = f.forecast_uuid and v.start_utc >= f.timestamp_utc
    left join ml_model m on m.model_uuid = v.ml_model_uuid
    where f.forecast_uuid = run and f.site_uuid = any((select app.visible_sites())::uuid[])
      and app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw);
end
$$;

comment on function app.values_of_run(uuid) is
  'Returns the values of a run of the scope''s sites as they are stored, in no order; none of a '
  'stranger''s. Left out are values from before the issue time, and those that cannot be shown. '
  'Caller: web roles (sql/forecasts/runs.ts). Lock: none.';
grant execute on function app.values_of_run(uuid) to sitecast_app, sitecast_admin;
