set local check_function_bodies = off;

drop function
  app.forecast_values_asked(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone, integer, interval, interval, text);

drop function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone);

-- May rewrite the table, which is locked meanwhile.
alter table app.target_days
  add column longest interval not null default '1 day'::interval;

-- May rewrite the table, which is locked meanwhile.
alter table app.target_days
  add column is_even boolean not null default false;

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

create or replace function app.cut_periods (
  keys uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[]
)
  returns table (
    number bigint,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone
  )
  language plpgsql
  immutable
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  period record;
  covered tsmultirange;
  numbers bigint[];
  rests tsmultirange[];
  place integer := 0;
begin
  -- Islands of periods that overlap, so that the set of what is covered stays small.
  for period in
    select k.n, tsmultirange(tsrange(k.first, k.last)) as whole,
      row_number() over (partition by k.key, k.island order by k.n) = 1 as is_first
    from (
      select *, count(*) filter (where is_apart) over (partition by key order by first, n) as island
      from (
        select *, coalesce(max(last) over (partition by key order by first, n
          rows between unbounded preceding and 1 preceding) <= first, true) as is_apart
        from unnest(keys, starts, ends) with ordinality k (key, first, last, n)
        where first < last) k) k
    order by k.key, k.island, k.n
  loop
    if period.is_first then covered := '{}'; end if;
    if covered @> period.whole then continue; end if;
    place := place + 1;
    numbers[place] := period.n;
    rests[place] := period.whole - covered;
    covered := covered + period.whole;
  end loop;
  return query
    select r.n, lower(piece), upper(piece)
    from unnest(numbers, rests) r (n, rest), unnest(r.rest) piece;
end
$function$;

create or replace function app.is_finite_forecast (
  start_utc timestamp without time zone,
  end_utc timestamp without time zone,
  power_kw double precision
)
  returns boolean
  language sql
  immutable
  parallel safe
  AS $function$
select end_utc > start_utc and end_utc <= start_utc + interval '1 day'
  and power_kw > '-Infinity' and power_kw < 'Infinity'
$function$;

create or replace function app.latest_forecast_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
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
  set enable_mergejoin to 'off'
  AS $function$
#variable_conflict use_column
declare
  even_sites uuid[];
  other_sites uuid[];
  longest interval;
  seen_from timestamp;
begin
  select array_agg(d.site_uuid) filter (where d.is_even),
    array_agg(d.site_uuid) filter (where not d.is_even), max(d.longest)
    into even_sites, other_sites, longest
  from (select d.site_uuid, bool_and(d.is_even) as is_even, max(d.longest) as longest
    from app.target_days d
    where d.site_uuid = any(of_sites) and d.day >= from_utc::date - 2 and d.day < to_utc::date + 2
    group by 1) d;
  if even_sites is not null then
    -- On an even day two values have the same period or nothing in common: none is cut.
    return query
      select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
        l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
        l.timestamp_utc, s.model_name, s.model_version, false, s.is_filled
      from latest_forecast_values l
      join app.shown_models(even_sites, null, null, null, null, null) s
        on s.site_uuid = l.site_uuid and s.ml_model_uuid = l.ml_model_uuid
      where l.site_uuid = any(even_sites) and l.start_utc < to_utc
        and l.start_utc >= from_utc - case when touching then longest else '0' end
        and (l.start_utc >= from_utc or l.end_utc > from_utc)
        and app.is_finite_forecast(l.start_utc, l.end_utc, l.forecast_power_kw)
      order by l.site_uuid, l.start_utc, s.is_filled, l.timestamp_utc desc,
        l.forecast_created_utc desc nulls first, l.forecast_uuid desc, l.ml_model_uuid;
  end if;
  if other_sites is null then return; end if;
  seen_from := from_utc - case when touching then longest else '0' end;
  return query
    select c.* from (
      select array_agg(l) as kept from latest_forecast_values l
      where l.site_uuid = any(other_sites) and l.end_utc >= seen_from
        and l.start_utc >= seen_from - longest and l.start_utc < to_utc + longest) l
    cross join lateral app.cut_forecasts(l.kept, other_sites, from_utc, to_utc, touching, null,
      null, null, null, null) c;
end
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
          is_even = d.is_even and excluded.is_even and d.longest = excluded.longest)
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
begin
  return query
    select s.site_uuid, m.model_uuid, m.name::text, m.version::text, timestamp '-infinity',
      timestamp 'infinity', false
    from sites s left join ml_model own on own.model_uuid = s.ml_model_uuid
    cross join (select model_uuid, name, version from ml_model
      union all select '00000000-0000-0000-0000-000000000000'::uuid, null, null) m
    where s.site_uuid = any(of_sites) and s.site_uuid = any((select app.visible_sites())::uuid[])
      and (of_model is null and s.ml_model_uuid is null or m.name = coalesce(of_model, own.name));
end
$function$;

comment on column app.target_days.is_even is 'True while all periods of the day have this length and begin at multiples of it after midnight, and none reaches into the next day: no two overlap without being the same.';

comment on column app.target_days.longest is 'The longest period that a value on the day has or had, at most a day.';

comment on function
  app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
  timestamp without time zone,
  boolean,
  timestamp without time zone, integer, interval, interval, text) is 'Cuts forecast values so that no two of a site overlap, and returns the pieces that start in [from_utc, to_utc), with touching those that overlap it. Each instant belongs to the newest run that covers it, of the models that are shown under these conditions (app.shown_models); what an older run says keeps its power and horizon for the rest. Of equally new values a shorter one wins. kept must have every value that overlaps the range, ends where it begins, or overlaps such a value. Caller: app.latest_forecast_values, app.past_forecast_values. Lock: none.';

comment on function
  app.cut_periods(uuid[], timestamp without time zone[], timestamp without time zone[]) is
  'Cuts periods so that no two of the same key overlap (three arrays of one length: key, start, end; the first period has the highest priority): returns the pieces of each period that no earlier one of the array covers, with its place in the arrays from 1 on. Leaves out periods without a length. Caller: functions that read forecasts. Lock: none.';

comment on function app.day_ahead_deadline(timestamp without time zone, interval, interval) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: day_ahead after the midnight that begins the day before it, in days of utc_offset. Caller: app.past_forecast_values. Lock: none.';

comment on function
  app.is_finite_forecast(timestamp without time zone, timestamp without time zone, double
  precision) is 'Returns true for a forecast value that can be shown: finite power (the Python SDK can store NaN, which is greater than infinity here) over a period of up to a day. All other values are read as if they were not there. Caller: functions that read forecasts. Lock: none.';

comment on function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  boolean) is 'Returns the latest forecast of the scope''s sites among these: the pieces that start in [from_utc, to_utc), with touching those that overlap it. No two of a site overlap: what newer runs cover is cut from older values (is_cut), as it would be for any other range. Which models are shown, and which of them only fill gaps (is_filled), tells app.shown_models. Caller: web roles (sql/forecasts/latest.ts). Lock: none.';

comment on function
  app.newest_issue_time(timestamp without time zone, timestamp without time zone, integer,
  interval, interval) is 'Returns the newest issue time that a run may have to serve a target time under these conditions (NULL: none), where days are in order (app.target_days). Caller: app.past_forecast_values. Lock: none.';

comment on function
  app.past_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  timestamp without time zone,
  integer, interval, interval, text, boolean) is 'Returns what app.latest_forecast_values would if no other values had been stored than those that were written at or before made_by, have a horizon of at least min_horizon minutes, and were written by day_ahead after the midnight that begins the day before the target''s (days of utc_offset). NULL is no condition. Of each target time and model of a site only the newest value counts, of a run made at or before the target time. Of the model of that name; without one, of the models that were shown when these values were the newest (app.shown_models). Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';

comment on function
  app.refresh_latest(uuid[], timestamp without time zone, timestamp without time zone) is
  'Takes the values that these runs have from one target time to another, both included, into the latest table, and keeps in app.target_days what reading forecasts needs. Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after app.touch_sites. Lock: rows of the latest table.';

comment on function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the target times [shown_from, shown_to) for which each is: of the model of that name; without one, of the site''s model where it has one, else of all. Caller: functions that read forecasts. Lock: none.';

comment on table app.target_days is 'What reading forecasts of a day must look at: for each site and UTC day of target times the oldest run that has values on it, and how long their periods are. A row only ever gets an older run, a longer period, or falls out of order or off the grid: one that is worse than need be costs time, a missing one would lose results. Written by app.refresh_latest under the locks that it is called with.';

revoke all
  on function
    app.cut_forecasts(public.latest_forecast_values[], uuid[], timestamp without time zone,
    timestamp without time zone,
    boolean, timestamp without time zone, integer, interval, interval, text)
  from public;

revoke all
  on function
    app.cut_periods(uuid[], timestamp without time zone[], timestamp without time zone[])
  from public;

revoke all
  on function
    app.is_finite_forecast(timestamp without time zone, timestamp without time zone, double
    precision)
  from public;

revoke all
  on function
    app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
    boolean)
  from public;

grant execute
  on function
    app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
    boolean)
  to sitecast_admin, sitecast_app;

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

-- Days that are mostly over keep the defaults, which only cost time.
update app.target_days d set longest = n.longest, is_even = n.is_even
from (
  select site_uuid, day, coalesce(max(length), '0') as longest,
    coalesce(min(length) = max(length) and bool_and(
      date_bin(length, start_utc, day) = start_utc and end_utc <= day + 1), true) as is_even
  from (
    select f.site_uuid, v.start_utc::date as day, v.start_utc, v.end_utc,
      case when v.end_utc > v.start_utc and v.end_utc <= v.start_utc + interval '1 day'
        then v.end_utc - v.start_utc end as length
    from public.forecasts f join public.forecast_values v using (forecast_uuid)
    where v.start_utc >= current_date - 2 and v.start_utc < 'infinity'
      and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity') v
  group by 1, 2) n
where d.site_uuid = n.site_uuid and d.day = n.day;
