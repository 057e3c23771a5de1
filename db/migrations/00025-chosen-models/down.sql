set local check_function_bodies = off;

drop trigger model_assigned on public.sites;

drop trigger model_given on public.sites;

alter table app.chosen_models
  drop constraint chosen_models_site_uuid_fkey;

alter table app.model_runs
  drop constraint model_runs_site_uuid_fkey;

drop function app.choose_models(uuid[], timestamp without time zone);

drop function app.chosen_at(uuid[], timestamp without time zone);

drop function
  app.first_served(timestamp without time zone, timestamp without time zone, integer, interval,
  interval);

drop function app.forget_runs(timestamp without time zone);

drop function app.model_facts(uuid[], timestamp without time zone);

drop function app.models_of_site(uuid, timestamp without time zone);

drop function app.on_assignment();

drop function app.own_model();

drop function app.ruled_models(uuid[], timestamp without time zone);

-- Loses data.
drop table app.chosen_models;

drop function app.on_choice_change();

-- Loses data.
drop table app.model_runs;

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

create or replace function app.on_forecasts_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  runs uuid[];
  touched uuid[];
  sites uuid[];
  starts timestamp[];
  models uuid[];
begin
  if tg_op = 'UPDATE' then
    execute 'select array_agg(distinct o.forecast_uuid),
        array_agg(distinct o.site_uuid) || array_agg(distinct n.site_uuid)
      from old_rows o join new_rows n using (forecast_uuid)
      where (o.site_uuid, o.timestamp_utc, o.created_utc)
        is distinct from (n.site_uuid, n.timestamp_utc, n.created_utc)' into runs, touched;
  else
    execute 'select array_agg(forecast_uuid), array_agg(distinct site_uuid) from old_rows'
      into runs, touched;
  end if;
  if runs is null then return null; end if;
  perform app.touch_sites(touched);
  execute 'select array_agg(site_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    from latest_forecast_values where site_uuid = any($1) and forecast_uuid = any($2)'
    into sites, starts, models using touched, runs;
  if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
  if tg_op = 'UPDATE' then perform app.refresh_latest(runs); end if;
  return null;
end
$function$;

create or replace function app.on_values_truncate()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from latest_forecast_values;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
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

create or replace function app.revisions_of (
  asked uuid[]
)
  returns table (
    site_uuid uuid,
    revision text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  of_sites uuid[];
  truncations bigint;
begin
  of_sites := array(
    select s.site_uuid from sites s
    where s.site_uuid = any((select app.visible_sites())::uuid[])
      and case when asked is null then s.active is not false else s.site_uuid = any(asked) end);
  select count(*) into truncations from app.generation_changes c
  where c.site_uuid = '00000000-0000-0000-0000-000000000000';
  return query
    with changes as materialized (
      select c.site_uuid, count(*) as n from app.generation_changes c
      where c.site_uuid = any(of_sites) group by 1)
    select s, (coalesce(r.revision, 0) + coalesce(changes.n, 0))::text
      || case when truncations > 0 then '.' || truncations else '' end
    from unnest(of_sites) s
    left join site_revisions r on r.site_uuid = s
    left join changes on changes.site_uuid = s;
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

comment on column public.sites.ml_model_uuid is 'The model whose forecasts are shown (every version of its name). NULL: the newest forecast of any model.';

comment on function
  app.refresh_latest(uuid[], timestamp without time zone, timestamp without time zone) is
  'Takes the values that these runs have from one target time to another, both included, into the latest table, and keeps in app.target_days what reading forecasts needs. Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after app.touch_sites. Lock: rows of the latest table.';

comment on function app.revisions_of(uuid[]) is 'Returns the revisions of the scope''s sites among these (active or not), or of all its active ones: the revision of site_revisions plus the changes of generation that are not swept yet. A count, not a maximum: a change may be committed after a younger one. Stable, hence all of one snapshot. Caller: web roles, before the body that an ETag is for (sql/sites/revisions.ts). Lock: none.';

comment on function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the target times [shown_from, shown_to) for which each is: of the model of that name; without one, of the site''s model where it has one, else of all. Caller: functions that read forecasts. Lock: none.';
