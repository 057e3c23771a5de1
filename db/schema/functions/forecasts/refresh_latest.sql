create function app.refresh_latest(runs uuid[], from_utc timestamp default '-infinity',
  to_utc timestamp default 'infinity')
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- By EXECUTE: a plan that was made for many rows and kept makes single inserts nine times slower.
  execute $q$
    with read as materialized (
      select f.site_uuid, v.start_utc,
        coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid,
        v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
        f.forecast_uuid, f.timestamp_utc, f.created_utc as forecast_created_utc,
        v.forecast_value_uuid,
        coalesce(f.timestamp_utc + v.horizon_minutes * interval '1 minute' <= v.start_utc, true)
          and coalesce(f.timestamp_utc <= v.created_utc, true) as in_order,
        case when v.end_utc > v.start_utc and v.end_utc <= v.start_utc + interval '1 day'
          then v.end_utc - v.start_utc end as length
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
        and v.start_utc >= $2 and v.start_utc <= $3 and v.start_utc < 'infinity'
        and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'),
    days as (
      -- A day that has nothing to learn is not written: that is nearly always so.
      insert into app.target_days as d (site_uuid, day, oldest_run_utc, in_order, longest,
        is_even)
      select n.* from (
        select site_uuid, start_utc::date as day, min(timestamp_utc) as oldest,
          bool_and(in_order) as in_order, coalesce(max(length), '0') as longest,
          coalesce(min(length) = max(length) and bool_and(
            date_bin(length, start_utc, start_utc::date) = start_utc
            and end_utc <= start_utc::date + 1), true) as is_even
        from read group by 1, 2) n
      where not exists (select 1 from app.target_days o where o.site_uuid = n.site_uuid
        and o.day = n.day and o.oldest_run_utc <= n.oldest and o.in_order <= n.in_order
        and (o.longest = n.longest and o.is_even <= n.is_even
          or o.longest >= n.longest and not o.is_even))
      order by 1, 2
      on conflict (site_uuid, day) do update
        set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc),
          in_order = d.in_order and excluded.in_order,
          longest = greatest(d.longest, excluded.longest),
          is_even = d.is_even and excluded.is_even and d.longest = excluded.longest),
    runs as (
      insert into app.model_runs (site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid)
      select distinct site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid from read
      order by 1, 2, 3, 4
      on conflict do nothing)
    insert into latest_forecast_values as l (site_uuid, start_utc, ml_model_uuid, end_utc,
      forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc,
      forecast_created_utc)
    select distinct on (site_uuid, start_utc, ml_model_uuid) site_uuid, start_utc, ml_model_uuid,
      end_utc, forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid,
      timestamp_utc, forecast_created_utc
    from read
    order by site_uuid, start_utc, ml_model_uuid, timestamp_utc desc,
      forecast_created_utc desc nulls first, forecast_uuid desc, forecast_value_uuid desc
    on conflict (site_uuid, start_utc, ml_model_uuid) do update
      set end_utc = excluded.end_utc, forecast_power_kw = excluded.forecast_power_kw,
        probabilistic_values = excluded.probabilistic_values,
        horizon_minutes = excluded.horizon_minutes, forecast_uuid = excluded.forecast_uuid,
        timestamp_utc = excluded.timestamp_utc,
        forecast_created_utc = excluded.forecast_created_utc
      where (excluded.timestamp_utc, coalesce(excluded.forecast_created_utc, 'infinity'),
          excluded.forecast_uuid)
        >= (l.timestamp_utc, coalesce(l.forecast_created_utc, 'infinity'), l.forecast_uuid)
  $q$ using runs, from_utc, to_utc;
end
$$;

comment on function app.refresh_latest(uuid[], timestamp, timestamp) is
  'Takes the values that these runs have from one target time to another, both included, into '
  'the latest table, and keeps in app.target_days and app.model_runs what reading '
  'forecasts and choosing a model need. '
  'Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after '
  'app.touch_sites. Lock: rows of the latest table.';
