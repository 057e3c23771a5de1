create function app.past_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp,
  made_by timestamp, min_horizon integer, day_ahead interval, of_zone text, of_model text,
  touching boolean default false)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text,
  is_cut boolean, is_filled boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
declare
  nil uuid := '00000000-0000-0000-0000-000000000000';
  in_order boolean;
  longest interval;
  first timestamp; -- target times between first and last are read: values reach over the edges
  last timestamp;
  shown_sites uuid[]; -- with shown_models: which models may be shown
  shown_models uuid[];
  sites uuid[]; -- with starts, models: what has no value yet, where days are in order
  starts timestamp[];
  models uuid[];
  hours integer; -- how old runs may be this time, and how young they were the time before
  seen integer := 0;
  found_values latest_forecast_values[];
  all_values latest_forecast_values[];
begin
  select bool_and(d.in_order), array_agg(distinct d.site_uuid), max(d.longest)
    into in_order, of_sites, longest
  from app.target_days d
  where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
    and d.day >= from_utc::date - 2 and d.day < to_utc::date + 2;
  if in_order is null then return; end if;
  first := from_utc - longest * case when touching then 2 else 1 end - interval '1 microsecond';
  last := to_utc + longest;
  select array_agg(s.site_uuid), array_agg(s.ml_model_uuid) into shown_sites, shown_models
  from (select distinct site_uuid, ml_model_uuid from app.shown_models(of_sites, made_by,
    min_horizon, day_ahead, of_zone, of_model)) s;
  if in_order then
    select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
      into sites, starts, models
    from latest_forecast_values l
    where l.site_uuid = any(of_sites) and l.start_utc > first and l.start_utc < last
      and (l.site_uuid, l.ml_model_uuid) in (select * from unnest(shown_sites, shown_models));
  end if;
  -- Where all days are in order, the runs are those of the 2, then the 12 hours before the newest
  -- issue time that a run may have, and all runs only for the target times without a value by then.
  foreach hours in array case when in_order then array[2, 12, null] else array[null::integer] end
  loop
    if in_order then
      select min(k) - interval '1 microsecond', max(k) + interval '1 microsecond' into first, last
      from unnest(starts) k;
      exit when first is null;
    end if;
    -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
    -- both steps from being joined in another way, by which a run would read all sites' whole days.
    with days as materialized (
      select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
      where d.site_uuid = any(of_sites) and d.day >= first::date and d.day < last
      group by d.site_uuid),
    run as materialized (
      select f.* from days d cross join lateral (
        select f.forecast_uuid, f.site_uuid, f.timestamp_utc, f.created_utc from forecasts f
        where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
          and f.timestamp_utc < last and f.timestamp_utc > '-infinity'
          and (hours is null or f.timestamp_utc >= app.newest_issue_time(first, made_by,
            min_horizon, day_ahead, of_zone) - make_interval(hours => hours))
          and (not in_order or f.timestamp_utc <= app.newest_issue_time(last, made_by,
            min_horizon, day_ahead, of_zone) - make_interval(hours => seen))
        offset 0) f)
    select array_agg(a::latest_forecast_values) into found_values from (
      select distinct on (f.site_uuid, v.start_utc, 3) f.site_uuid, v.start_utc,
        coalesce(v.ml_model_uuid, nil) as ml_model_uuid, v.end_utc, v.forecast_power_kw,
        v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
        f.created_utc as forecast_created_utc
      from run f
      cross join lateral (
        select v.* from forecast_values v
        where v.forecast_uuid = f.forecast_uuid
          and v.start_utc > first and v.start_utc < last and v.start_utc < 'infinity'
          and (min_horizon is null or v.horizon_minutes >= min_horizon)
          and (hours is null or min_horizon is null or made_by is not null
            or day_ahead is not null
            or v.horizon_minutes <= greatest(min_horizon, 0) + hours * 60)
          and (made_by is null or v.created_utc <= made_by)
          and (day_ahead is null
            or v.created_utc <= app.day_ahead_deadline(v.start_utc, day_ahead, of_zone))
        offset 0) v
      where f.timestamp_utc <= v.start_utc
        and (f.site_uuid, coalesce(v.ml_model_uuid, nil))
          in (select * from unnest(shown_sites, shown_models))
        and (hours is null or f.timestamp_utc >= app.newest_issue_time(v.start_utc, made_by,
          min_horizon, day_ahead, of_zone) - make_interval(hours => hours))
        and (not in_order or (f.site_uuid, v.start_utc, coalesce(v.ml_model_uuid, nil))
          in (select * from unnest(sites, starts, models)))
      order by f.site_uuid, v.start_utc, 3, f.timestamp_utc desc, f.created_utc desc nulls first,
        f.forecast_uuid desc, v.forecast_value_uuid desc) a;
    all_values := all_values || found_values;
    select array_agg(k.s), array_agg(k.t), array_agg(k.m) into sites, starts, models
    from (select * from unnest(sites, starts, models) k (s, t, m)
      except select a.site_uuid, a.start_utc, a.ml_model_uuid from unnest(found_values) a) k;
    seen := hours;
  end loop;
  return query select * from app.cut_forecasts(all_values, of_sites, from_utc, to_utc, touching,
    made_by, min_horizon, day_ahead, of_zone, of_model);
end
$$;

comment on function app.past_forecast_values(uuid[], timestamp, timestamp, timestamp, integer,
  interval, text, text, boolean) is
  'Returns what app.latest_forecast_values would if no other values had been stored than those '
  'that were written at or before made_by, have a horizon of at least min_horizon minutes, and '
  'were written until a clock of of_zone showed day_ahead after midnight on the day before the '
  'target''s. NULL is no condition. Of each target time and model of a site only the '
  'newest value counts, of a run made at or before the target time. Of the model of that name; '
  'without one, of the models that were shown when these values were the newest '
  '(app.shown_models). Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';
grant execute on function app.past_forecast_values(uuid[], timestamp, timestamp, timestamp,
  integer, interval, text, text, boolean) to sitecast_app, sitecast_admin;
