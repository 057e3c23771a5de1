set local check_function_bodies = off;

drop function
  app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
  timestamp without time zone, boolean, timestamp without time zone, integer, interval, text, text);

drop function app.day_ahead_deadline(timestamp without time zone, interval, text);

drop function
  app.first_served(timestamp without time zone, timestamp without time zone, integer, interval,
  text);

drop function
  app.newest_issue_time(timestamp without time zone, timestamp without time zone, integer,
  interval, text);

drop function
  app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone, integer, interval, text, text, boolean);

drop function
  app.runs_of_site(uuid, timestamp without time zone, timestamp without time zone, text,
  timestamp without time zone, uuid, integer);

drop function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, text, text);

drop function app.values_of_run(uuid);

create or replace function app.cut_forecasts (
  kept public.latest_forecast_values[],
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  touching boolean,
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
    model_version text,
    is_cut boolean,
    is_filled boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
begin
  if kept is null then return; end if;
  return query
    with part as materialized (
      select v.*, s.model_name, s.model_version, s.is_filled,
        greatest(v.start_utc, s.shown_from) as part_start, least(v.end_utc, s.shown_to) as part_end,
        row_number() over (order by s.is_filled, v.timestamp_utc desc,
          v.forecast_created_utc desc nulls first, v.forecast_uuid desc,
          v.end_utc - v.start_utc, v.start_utc, v.ml_model_uuid) as number
      from unnest(kept) v
      join app.shown_models(of_sites, made_by, min_horizon, day_ahead, utc_offset, of_model) s
        on s.site_uuid = v.site_uuid and s.ml_model_uuid = v.ml_model_uuid
          and v.start_utc < s.shown_to and v.end_utc > s.shown_from
      where app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw)),
    piece as materialized (
      select p.* from (
        select array_agg(site_uuid order by number) as sites,
          array_agg(part_start order by number) as starts,
          array_agg(part_end order by number) as ends from part) a
      cross join lateral app.cut_periods(a.sites, a.starts, a.ends) p
      where p.start_utc < to_utc
        and case when touching then p.end_utc > from_utc else p.start_utc >= from_utc end)
    select v.site_uuid, p.start_utc, p.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes, v.forecast_uuid, v.timestamp_utc, v.model_name, v.model_version,
      (p.start_utc, p.end_utc) <> (v.start_utc, v.end_utc), v.is_filled
    from piece p join part v using (number);
end
$function$;

create or replace function app.day_ahead_deadline (
  start_utc timestamp without time zone,
  day_ahead interval,
  utc_offset interval
)
  returns timestamp without time zone
  language sql
  immutable
  parallel safe
  AS $function$
select date_trunc('day', start_utc + utc_offset - interval '1 day') + day_ahead - utc_offset
$function$;

create or replace function app.first_served (
  chosen_utc timestamp without time zone,
  made_by timestamp without time zone,
  min_horizon integer,
  day_ahead interval,
  utc_offset interval
)
  returns timestamp without time zone
  language sql
  immutable
  parallel safe
  AS $function$
select case when made_by < chosen_utc then timestamp 'infinity' else greatest(chosen_utc,
  chosen_utc + min_horizon * interval '1 minute',
  date_trunc('day', chosen_utc + interval '2 days' - interval '1 microsecond' - day_ahead
    + utc_offset) - utc_offset) end
$function$;

create or replace function app.newest_issue_time (
  start_utc timestamp without time zone,
  made_by timestamp without time zone,
  min_horizon integer,
  day_ahead interval,
  utc_offset interval
)
  returns timestamp without time zone
  language sql
  immutable
  parallel safe
  AS $function$
select least(start_utc, made_by, app.day_ahead_deadline(start_utc, day_ahead, utc_offset),
  start_utc - coalesce(min_horizon, 0) * interval '1 minute')
$function$;

create or replace function app.past_forecast_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  made_by timestamp without time zone,
  min_horizon integer,
  day_ahead interval,
  utc_offset interval,
  of_model text,
  touching boolean default false
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
    model_version text,
    is_cut boolean,
    is_filled boolean
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
    min_horizon, day_ahead, utc_offset, of_model)) s;
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
            min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
          and (not in_order or f.timestamp_utc <= app.newest_issue_time(last, made_by,
            min_horizon, day_ahead, utc_offset) - make_interval(hours => seen))
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
            or v.created_utc <= app.day_ahead_deadline(v.start_utc, day_ahead, utc_offset))
        offset 0) v
      where f.timestamp_utc <= v.start_utc
        and (f.site_uuid, coalesce(v.ml_model_uuid, nil))
          in (select * from unnest(shown_sites, shown_models))
        and (hours is null or f.timestamp_utc >= app.newest_issue_time(v.start_utc, made_by,
          min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
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
    made_by, min_horizon, day_ahead, utc_offset, of_model);
end
$function$;

create or replace function app.shown_models (
  of_sites uuid[],
  made_by timestamp without time zone,
  min_horizon integer,
  day_ahead interval,
  utc_offset interval,
  of_model text
)
  returns table (
    site_uuid uuid,
    ml_model_uuid uuid,
    model_name text,
    model_version text,
    shown_from timestamp without time zone,
    shown_to timestamp without time zone,
    is_filled boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  chosen_sites uuid[];
  free_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v where v = any(of_sites);
  if of_model is null then
    select array_agg(distinct c.site_uuid) into chosen_sites from app.chosen_models c
    where c.site_uuid = any(of_sites);
    select array_agg(s) into free_sites from unnest(of_sites) s
    where s <> all(coalesce(chosen_sites, '{}'));
  end if;
  return query
    with choice as (
      select c.site_uuid, c.model_name, c.from_utc,
        case when row_number() over w = 1 then '-infinity' else app.first_served(c.from_utc,
          made_by, min_horizon, day_ahead, utc_offset) end as begins
      from app.chosen_models c
      where c.site_uuid = any(chosen_sites)
      window w as (partition by c.site_uuid order by c.from_utc)),
    span as (
      select site_uuid, model_name, begins,
        lead(begins, 1, 'infinity') over (partition by site_uuid order by from_utc) as ends
      from choice
      union all
      select r.site_uuid, r.model_name, '-infinity', 'infinity'
      from app.ruled_models(free_sites, now() at time zone 'utc') r
      where free_sites is not null
      union all
      select s, of_model, '-infinity', 'infinity' from unnest(of_sites) s
      where of_model is not null),
    spans as (
      select site_uuid, model_name, false as is_filled, range_agg(tsrange(begins, ends)) as times
      from span group by 1, 2
      union all
      select site_uuid, app.own_model(), true, range_agg(tsrange(begins, ends))
      from span where of_model is null and model_name is distinct from app.own_model()
      group by 1)
    select s.site_uuid, m.model_uuid, m.name, m.version, lower(t), upper(t), s.is_filled
    from spans s
    join (select model_uuid, name::text, version::text from ml_model
      union all select '00000000-0000-0000-0000-000000000000'::uuid, null, null) m
      on coalesce('=' || m.name, '') = coalesce('=' || s.model_name, '')
    cross join lateral unnest(s.times) t;
end
$function$;

comment on function
  app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
  timestamp without time zone,
  boolean,
  timestamp without time zone, integer, interval, interval, text) is 'Cuts forecast values so that no two of a site overlap, and returns the pieces that start in [from_utc, to_utc), with touching those that overlap it. Each instant belongs to the newest run that covers it, of the models that are shown under these conditions (app.shown_models); what an older run says keeps its power and horizon for the rest. Of equally new values a shorter one wins. kept must have every value that overlaps the range, ends where it begins, or overlaps such a value. Caller: app.latest_forecast_values, app.past_forecast_values. Lock: none.';

comment on function app.day_ahead_deadline(timestamp without time zone, interval, interval) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: day_ahead after the midnight that begins the day before it, in days of utc_offset. Caller: app.past_forecast_values. Lock: none.';

comment on function
  app.first_served(timestamp without time zone, timestamp without time zone, integer, interval,
  interval) is 'Returns the first target time that a choice made at chosen_utc holds for under these conditions: the first whose app.newest_issue_time is not before it; infinity if there is none. Caller: app.shown_models. Lock: none.';

comment on function
  app.newest_issue_time(timestamp without time zone, timestamp without time zone, integer,
  interval, interval) is 'Returns the newest issue time that a run may have to serve a target time under these conditions (NULL: none), where days are in order (app.target_days). Caller: app.past_forecast_values. Lock: none.';

comment on function
  app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone,
  integer, interval, interval, text, boolean) is 'Returns what app.latest_forecast_values would if no other values had been stored than those that were written at or before made_by, have a horizon of at least min_horizon minutes, and were written by day_ahead after the midnight that begins the day before the target''s (days of utc_offset). NULL is no condition. Of each target time and model of a site only the newest value counts, of a run made at or before the target time. Of the model of that name; without one, of the models that were shown when these values were the newest (app.shown_models). Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';

comment on function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the target times [shown_from, shown_to) for which each is. Those of the name of_model; without one, those chosen at the newest issue time that the conditions allow (app.chosen_models; a site without a choice shows what the rule says now), and the service''s own, which fills their gaps (is_filled). Caller: functions that read forecasts. Lock: none.';

revoke all
  on function
    app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
    timestamp without time zone,
    boolean, timestamp without time zone, integer, interval, interval, text)
  from public;

revoke all
  on function app.day_ahead_deadline(timestamp without time zone, interval, interval)
  from public;

revoke all
  on function
    app.first_served(timestamp without time zone, timestamp without time zone, integer,
    interval, interval)
  from public;

revoke all
  on function
    app.newest_issue_time(timestamp without time zone, timestamp without time zone, integer,
    interval, interval)
  from public;

revoke all
  on function
    app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
    timestamp without time zone, integer, interval, interval, text, boolean)
  from public;

grant execute
  on function
    app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
    timestamp without time zone, integer, interval, interval, text, boolean)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text)
  from public;
