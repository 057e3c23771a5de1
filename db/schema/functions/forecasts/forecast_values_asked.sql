create function app.forecast_values_asked(of_sites uuid[], from_utc timestamp, to_utc timestamp,
  made_by timestamp, min_horizon integer, day_ahead interval, utc_offset interval, of_model text)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
declare
  in_order boolean;
  sites uuid[]; -- with starts: what has no value yet, where days are in order
  starts timestamp[];
  hours integer; -- how old runs may be this time, and how young they were the time before
  seen integer := 0;
  found_values latest_forecast_values[];
begin
  select bool_and(d.in_order), array_agg(distinct d.site_uuid) into in_order, of_sites
  from app.target_days d
  where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
    and d.day >= from_utc::date and d.day < to_utc;
  if in_order is null then return; end if;
  if in_order then
    select array_agg(k.site_uuid), array_agg(k.start_utc) into sites, starts from (
      select distinct l.site_uuid, l.start_utc
      from latest_forecast_values l join sites s on s.site_uuid = l.site_uuid
      left join ml_model m on m.model_uuid = l.ml_model_uuid
      left join ml_model own on own.model_uuid = s.ml_model_uuid
      where l.site_uuid = any(of_sites) and l.start_utc >= from_utc and l.start_utc < to_utc
        and (of_model is null and s.ml_model_uuid is null
          or m.name = coalesce(of_model, own.name))) k;
  end if;
  -- Where all days are in order, the runs are those of the 2, then the 12 hours before the newest
  -- issue time that a run may have, and all runs only for the target times without a value by then.
  foreach hours in array case when in_order then array[2, 12, null] else array[null::integer] end
  loop
    if in_order then
      select min(k), max(k) + interval '1 microsecond' into from_utc, to_utc
      from unnest(starts) k;
      exit when from_utc is null;
    end if;
    -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
    -- both steps from being joined in another way, by which a run would read all sites' whole days.
    with model as materialized (select m.model_uuid, m.name from ml_model m),
    days as materialized (
      select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
      where d.site_uuid = any(of_sites) and d.day >= from_utc::date and d.day < to_utc
      group by d.site_uuid),
    run as materialized (
      select f.*, of_model is null and s.ml_model_uuid is null as any_model,
        coalesce(of_model, own.name) as wanted_model
      from days d join sites s on s.site_uuid = d.site_uuid
      left join model own on own.model_uuid = s.ml_model_uuid
      cross join lateral (
        select f.forecast_uuid, f.site_uuid, f.timestamp_utc, f.created_utc from forecasts f
        where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
          and f.timestamp_utc < to_utc and f.timestamp_utc > '-infinity'
          and (hours is null or f.timestamp_utc >= app.newest_issue_time(from_utc, made_by,
            min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
          and (not in_order or f.timestamp_utc <= app.newest_issue_time(to_utc, made_by,
            min_horizon, day_ahead, utc_offset) - make_interval(hours => seen))
        offset 0) f)
    select array_agg(a::latest_forecast_values) into found_values from (
      select distinct on (f.site_uuid, v.start_utc) f.site_uuid, v.start_utc, v.ml_model_uuid,
        v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
        f.forecast_uuid, f.timestamp_utc, f.created_utc as forecast_created_utc
      from run f
      cross join lateral (
        select v.* from forecast_values v
        where v.forecast_uuid = f.forecast_uuid
          and v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc < 'infinity'
          and (min_horizon is null or v.horizon_minutes >= min_horizon)
          and (hours is null or min_horizon is null or made_by is not null
            or day_ahead is not null
            or v.horizon_minutes <= greatest(min_horizon, 0) + hours * 60)
          and (made_by is null or v.created_utc <= made_by)
          and (day_ahead is null
            or v.created_utc <= app.day_ahead_deadline(v.start_utc, day_ahead, utc_offset))
        offset 0) v
      left join model m on m.model_uuid = v.ml_model_uuid
      where f.timestamp_utc <= v.start_utc and (f.any_model or m.name = f.wanted_model)
        and (hours is null or f.timestamp_utc >= app.newest_issue_time(v.start_utc, made_by,
          min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
        and (not in_order or (f.site_uuid, v.start_utc) in (select * from unnest(sites, starts)))
      order by f.site_uuid, v.start_utc, f.timestamp_utc desc, f.created_utc desc nulls first,
        f.forecast_uuid desc, v.forecast_value_uuid desc) a;
    return query
      select a.site_uuid, a.start_utc, a.end_utc, a.forecast_power_kw, a.probabilistic_values,
        a.horizon_minutes, a.forecast_uuid, a.timestamp_utc, m.name::text, m.version::text
      from unnest(found_values) a left join ml_model m on m.model_uuid = a.ml_model_uuid;
    select array_agg(k.s), array_agg(k.t) into sites, starts
    from (select * from unnest(sites, starts) k (s, t)
      except select a.site_uuid, a.start_utc from unnest(found_values) a) k;
    seen := hours;
  end loop;
end
$$;

comment on function app.forecast_values_asked(
  uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text) is
  'Returns for each of the scope''s sites among these and each target time in [from_utc, '
  'to_utc) the newest value, of runs made at or before the target time, among those that were '
  'written at or before made_by, have a horizon of at least min_horizon minutes, and were '
  'written by day_ahead after the midnight that begins the day before the target''s (days of '
  'utc_offset). NULL is no condition. Of the model of that name; without one, of the site''s '
  'model where it has one. Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';
grant execute on function app.forecast_values_asked(
  uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text)
  to sitecast_app, sitecast_admin;
