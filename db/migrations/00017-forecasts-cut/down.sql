set local check_function_bodies = off;

drop function
  app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
  timestamp without time zone,
  boolean, timestamp without time zone, integer, interval, interval, text);

drop function
  app.cut_periods(uuid[], timestamp without time zone[], timestamp without time zone[]);

drop function
  app.is_finite_forecast(timestamp without time zone, timestamp without time zone, double
  precision);

drop function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  boolean);

drop function
  app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone, integer, interval, interval, text, boolean);

drop function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text);

-- Loses data.
alter table app.target_days
  drop column is_even;

-- Loses data.
alter table app.target_days
  drop column longest;

create or replace function app.forecast_values_asked (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  made_by timestamp without time zone,
  min_horizon integer,
  day_ahead interval,
  utc_offset interval,
  of_model text
)
  returns table (
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    forecast_power_kw double precision,
    probabilistic_values jsonb,
    horizon_minutes integer,
    forecast_uuid uuid,
    timestamp_utc timestamp without time zone,
    model_name text,
    model_version text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  set jit to 'off'
  AS $function$
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
$function$;

create or replace function app.latest_forecast_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    forecast_power_kw double precision,
    probabilistic_values jsonb,
    horizon_minutes integer,
    forecast_uuid uuid,
    timestamp_utc timestamp without time zone,
    model_name text,
    model_version text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
begin
  return query
    select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
      l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
      l.timestamp_utc, m.name::text, m.version::text
    from latest_forecast_values l
    join sites s on s.site_uuid = l.site_uuid
    left join ml_model m on m.model_uuid = l.ml_model_uuid
    left join ml_model own on own.model_uuid = s.ml_model_uuid
    where l.site_uuid = any(of_sites)
      and l.site_uuid = any((select app.visible_sites())::uuid[])
      and l.start_utc >= from_utc and l.start_utc < to_utc
      and (s.ml_model_uuid is null or m.name = own.name)
    order by l.site_uuid, l.start_utc, l.timestamp_utc desc,
      l.forecast_created_utc desc nulls first, l.forecast_uuid desc;
end
$function$;

create or replace function app.refresh_latest (
  runs uuid[],
  from_utc timestamp without time zone default '-infinity'::timestamp without time zone,
  to_utc timestamp without time zone default 'infinity'::timestamp without time zone
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
          and coalesce(f.timestamp_utc <= v.created_utc, true) as in_order
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
        and v.start_utc >= $2 and v.start_utc <= $3 and v.start_utc < 'infinity'
        and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'),
    days as (
      -- A day that has nothing to learn is not written: that is nearly always so.
      insert into app.target_days as d (site_uuid, day, oldest_run_utc, in_order)
      select n.* from (
        select site_uuid, start_utc::date as day, min(timestamp_utc) as oldest,
          bool_and(in_order) as in_order
        from read group by 1, 2) n
      where not exists (select 1 from app.target_days o where o.site_uuid = n.site_uuid
        and o.day = n.day and o.oldest_run_utc <= n.oldest and o.in_order <= n.in_order)
      order by 1, 2
      on conflict (site_uuid, day) do update
        set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc),
          in_order = d.in_order and excluded.in_order)
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
$function$;

comment on function app.day_ahead_deadline(timestamp without time zone, interval, interval) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: day_ahead after the midnight that begins the day before it, in days of utc_offset. Caller: app.forecast_values_asked. Lock: none.';

comment on function
  app.forecast_values_asked(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone, integer, interval, interval, text) is 'Returns for each of the scope''s sites among these and each target time in [from_utc, to_utc) the newest value, of runs made at or before the target time, among those that were written at or before made_by, have a horizon of at least min_horizon minutes, and were written by day_ahead after the midnight that begins the day before the target''s (days of utc_offset). NULL is no condition. Of the model of that name; without one, of the site''s model where it has one. Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';

comment on function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone)
  is 'Returns for each of the scope''s sites among these and each target time in [from_utc, to_utc) the newest value of all models, or of the site''s model where it has one. A model is its name: each version has a UUID of its own. Caller: web roles (sql/forecasts/latest.ts). Lock: none.';

comment on function
  app.newest_issue_time(timestamp without time zone, timestamp without time zone, integer,
  interval, interval) is 'Returns the newest issue time that a run may have to serve a target time under these conditions (NULL: none), where days are in order (app.target_days). Caller: app.forecast_values_asked. Lock: none.';

comment on function
  app.refresh_latest(uuid[], timestamp without time zone, timestamp without time zone) is
  'Takes the values that these runs have from one target time to another, both included, into the latest table, and keeps in app.target_days what questions about past forecasts need. Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after app.touch_sites. Lock: rows of the latest table.';

comment on table app.target_days is 'How far back questions about past forecasts must look: for each site and UTC day of target times the oldest run that has values on it. A row only ever gets an older run or falls out of order: one that is worse than need be costs time, a missing one would lose results. Written by app.refresh_latest under the locks that it is called with.';

revoke all
  on function
    app.forecast_values_asked(uuid[], timestamp without time zone, timestamp without time zone,
    timestamp without time zone, integer, interval, interval, text)
  from public;

grant execute
  on function
    app.forecast_values_asked(uuid[], timestamp without time zone, timestamp without time zone,
    timestamp without time zone, integer, interval, interval, text)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function
    app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;
