create function app.plain_latest(from_utc timestamp, to_utc timestamp)
returns setof latest_forecast_values
language plpgsql stable
as $$
#variable_conflict use_column
begin
  return query
    select distinct on (f.site_uuid, v.start_utc, 3) f.site_uuid, v.start_utc,
      coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid,
      v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
      f.forecast_uuid, f.timestamp_utc, f.created_utc
    from forecasts f join forecast_values v using (forecast_uuid)
    where v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc < 'infinity'
      and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
    order by f.site_uuid, v.start_utc, 3, f.timestamp_utc desc, f.created_utc desc nulls first,
      f.forecast_uuid desc, v.forecast_value_uuid desc;
end
$$;

comment on function app.plain_latest(timestamp, timestamp) is
  'Returns the rows that the latest table should have for target times in [from_utc, to_utc), '
  'from all values: the plain definition. Caller: the owner, to check and to make again '
  '(sql/forecasts/rollup.ts). Lock: none.';
