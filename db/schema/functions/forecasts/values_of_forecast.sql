create function app.values_of_forecast(forecast uuid)
returns table (start_utc timestamp, end_utc timestamp, forecast_power_kw double precision,
  probabilistic_values jsonb, horizon_minutes integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes
    from forecasts f join forecast_values v using (forecast_uuid)
    where f.forecast_uuid = forecast and f.site_uuid = any((select app.visible_sites())::uuid[])
    order by v.start_utc;
end
$$;

comment on function app.values_of_forecast(uuid) is
  'Returns the values of one run, oldest first; none for a stranger''s run. Caller: web roles. '
  'Lock: none.';
grant execute on function app.values_of_forecast(uuid) to sitecast_app, sitecast_admin;
