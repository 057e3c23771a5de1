create function app.rebuild_latest(sites uuid[], starts timestamp[], models uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute 'delete from latest_forecast_values l
    using (select * from unnest($1, $2, $3) k (s, t, m) order by 1, 2, 3) k
    where l.site_uuid = k.s and l.start_utc = k.t and l.ml_model_uuid = k.m'
    using sites, starts, models;
  execute $q$
    insert into latest_forecast_values (site_uuid, start_utc, ml_model_uuid, end_utc,
      forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc,
      forecast_created_utc)
    select newest.* from (select distinct s, t, m from unnest($1, $2, $3) k (s, t, m)) k
    cross join lateral (
      select f.site_uuid, v.start_utc, k.m, v.end_utc, v.forecast_power_kw,
        v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
        f.created_utc
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.site_uuid = k.s and v.start_utc = k.t
        and coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) = k.m
        and f.timestamp_utc <= k.t and f.timestamp_utc <= v.start_utc
        and f.timestamp_utc > '-infinity' and v.start_utc < 'infinity'
      order by f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
        v.forecast_value_uuid desc
      limit 1) newest
    order by 1, 2, 3
    on conflict do nothing
  $q$ using sites, starts, models;
end
$$;

comment on function app.rebuild_latest(uuid[], timestamp[], uuid[]) is
  'Makes the rows of the latest table with these keys (three arrays of one length: sites, '
  'target times, models) again from the values that are there. Idempotent. Caller: triggers of '
  'forecast_values and forecasts, after app.touch_sites. Lock: rows of the latest table.';
