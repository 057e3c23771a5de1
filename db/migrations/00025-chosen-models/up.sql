set local check_function_bodies = off;

create table app.chosen_models (
  site_uuid uuid not null,
  from_utc timestamp without time zone not null,
  model_name text,
  why text not null,
  constraint chosen_models_pkey primary key (site_uuid, from_utc),
  constraint chosen_models_why_check
    check
    ((why = ANY (ARRAY['assigned'::text, 'before'::text, 'runs'::text, 'own'::text,
    'newest'::text])))
);

create table app.model_runs (
  site_uuid uuid not null,
  ml_model_uuid uuid not null,
  timestamp_utc timestamp without time zone not null,
  forecast_uuid uuid not null,
  constraint model_runs_pkey primary key (site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid)
);

create or replace function app.choose_models (
  of_sites uuid[],
  now_utc timestamp without time zone
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  chosen integer;
begin
  insert into app.chosen_models (site_uuid, from_utc, model_name, why)
  select r.site_uuid, greatest(date_trunc('second', now_utc), b.from_utc), r.model_name, r.why
  from app.ruled_models(of_sites, now_utc) r
  left join (
    select distinct on (c.site_uuid) c.* from app.chosen_models c
    where c.site_uuid = any(of_sites) order by c.site_uuid, c.from_utc desc) b
    on b.site_uuid = r.site_uuid
  where b.site_uuid is null or (b.model_name, b.why) is distinct from (r.model_name, r.why)
  order by 1
  on conflict (site_uuid, from_utc) do update
    set model_name = excluded.model_name, why = excluded.why;
  get diagnostics chosen = row_count;
  return chosen;
end
$function$;

create or replace function app.chosen_at (
  of_sites uuid[],
  at_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    model_name text,
    why text,
    from_utc timestamp without time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  free_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v where v = any(of_sites);
  return query
    select distinct on (c.site_uuid) c.site_uuid, c.model_name, c.why, c.from_utc
    from app.chosen_models c where c.site_uuid = any(of_sites)
    order by c.site_uuid, c.from_utc <= at_utc desc,
      case when c.from_utc <= at_utc then c.from_utc end desc, c.from_utc;
  select array_agg(s) into free_sites from unnest(of_sites) s
  where s not in (select c.site_uuid from app.chosen_models c where c.site_uuid = any(of_sites));
  if free_sites is null then return; end if;
  return query
    select r.site_uuid, r.model_name, r.why, null::timestamp
    from app.ruled_models(free_sites, now() at time zone 'utc') r;
end
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

create or replace function app.forget_runs (
  before_utc timestamp without time zone
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  forgotten integer;
begin
  delete from app.model_runs r where r.timestamp_utc < before_utc
    and exists (select 1 from app.model_runs n where n.site_uuid = r.site_uuid
      and n.ml_model_uuid = r.ml_model_uuid and n.timestamp_utc > r.timestamp_utc);
  get diagnostics forgotten = row_count;
  return forgotten;
end
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
  switched_sites uuid[]; -- even ones that show another model within the range
  longest interval;
  seen_from timestamp; -- with seen_to: what can matter for the pieces of the range
  seen_to timestamp;
begin
  select array_agg(d.site_uuid) filter (where d.is_even),
    array_agg(d.site_uuid) filter (where not d.is_even), max(d.longest)
    into even_sites, other_sites, longest
  from (select d.site_uuid, bool_and(d.is_even) as is_even, max(d.longest) as longest
    from app.target_days d
    where d.site_uuid = any(of_sites) and d.day >= from_utc::date - 2 and d.day < to_utc::date + 2
    group by 1) d;
  seen_from := from_utc - case when touching then longest else '0' end;
  seen_to := to_utc + longest;
  select array_agg(distinct c.site_uuid) into switched_sites from app.chosen_models c
  where c.site_uuid = any(even_sites)
    and c.from_utc > seen_from - longest and c.from_utc < seen_to
    and exists (select 1 from app.chosen_models e
      where e.site_uuid = c.site_uuid and e.from_utc < c.from_utc);
  if switched_sites is not null then
    other_sites := other_sites || switched_sites;
    even_sites := array(select unnest(even_sites) except select unnest(switched_sites));
  end if;
  if even_sites is not null then
    -- On an even day two values have the same period or nothing in common: none is cut.
    return query
      select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
        l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
        l.timestamp_utc, s.model_name, s.model_version, false, s.is_filled
      from latest_forecast_values l
      join app.shown_models(even_sites, null, null, null, null, null) s
        on s.site_uuid = l.site_uuid and s.ml_model_uuid = l.ml_model_uuid
          and l.start_utc >= s.shown_from and l.start_utc < s.shown_to
      where l.site_uuid = any(even_sites) and l.start_utc < to_utc
        and l.start_utc >= seen_from and (l.start_utc >= from_utc or l.end_utc > from_utc)
        and app.is_finite_forecast(l.start_utc, l.end_utc, l.forecast_power_kw)
      order by l.site_uuid, l.start_utc, s.is_filled, l.timestamp_utc desc,
        l.forecast_created_utc desc nulls first, l.forecast_uuid desc, l.ml_model_uuid;
  end if;
  if other_sites is null then return; end if;
  return query
    select c.* from (
      select array_agg(l) as kept from latest_forecast_values l
      where l.site_uuid = any(other_sites) and l.end_utc >= seen_from
        and l.start_utc >= seen_from - longest and l.start_utc < seen_to) l
    cross join lateral app.cut_forecasts(l.kept, other_sites, from_utc, to_utc, touching, null,
      null, null, null, null) c;
end
$function$;

create or replace function app.model_facts (
  of_sites uuid[],
  now_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    model_name text,
    newest_utc timestamp without time zone,
    median_interval interval,
    runs_in_week integer,
    is_fresh boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    with issue as (
      select r.site_uuid, m.name::text as model_name, r.timestamp_utc
      from app.model_runs r left join ml_model m on m.model_uuid = r.ml_model_uuid
      where r.site_uuid = any(of_sites) and r.timestamp_utc <= now_utc + interval '15 min'
      group by 1, 2, 3),
    ranked as (
      select *, row_number() over w as nth, timestamp_utc - lead(timestamp_utc) over w as gap
      from issue window w as (partition by site_uuid, model_name order by timestamp_utc desc)),
    fact as (
      select site_uuid, model_name, max(timestamp_utc) as newest,
        percentile_cont(0.5) within group (order by gap) filter (where nth < 20) as median,
        (count(*) filter (where timestamp_utc > now_utc - interval '7 days'))::integer as runs
      from ranked group by 1, 2)
    select site_uuid, model_name, newest, median, runs, now_utc - newest
      <= least(greatest(1.5 * median, interval '6 h'), interval '36 h')
    from fact;
end
$function$;

create or replace function app.models_of_site (
  of_site uuid,
  now_utc timestamp without time zone
)
  returns table (
    model_name text,
    newest_utc timestamp without time zone,
    median_interval interval,
    runs_in_week integer,
    is_fresh boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  return query
    select f.model_name, f.newest_utc, f.median_interval, f.runs_in_week, f.is_fresh
    from app.model_facts(array[of_site], now_utc) f
    order by f.newest_utc desc, f.model_name;
end
$function$;

create or replace function app.on_assignment()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if not app.is_home() then return null; end if;
  perform app.choose_models(array[new.site_uuid], now() at time zone 'utc');
  return null;
end
$function$;

create or replace function app.on_choice_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  changed uuid[];
begin
  select array_agg(site_uuid) into changed from changed_rows;
  if changed is not null then perform app.touch_sites(changed); end if;
  return null;
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
  delete from app.model_runs where site_uuid = any(touched) and forecast_uuid = any(runs);
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
  delete from app.model_runs;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
end
$function$;

create or replace function app.own_model()
  returns text
  language sql
  immutable
  parallel safe
  AS $function$ select 'sitecast-baseline' $function$;

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
  free_sites uuid[];
begin
  of_sites := array(
    select s.site_uuid from sites s
    where s.site_uuid = any((select app.visible_sites())::uuid[])
      and case when asked is null then s.active is not false else s.site_uuid = any(asked) end);
  select count(*) into truncations from app.generation_changes c
  where c.site_uuid = '00000000-0000-0000-0000-000000000000';
  select array_agg(s) into free_sites from unnest(of_sites) s
  where s not in (select c.site_uuid from app.chosen_models c where c.site_uuid = any(of_sites));
  return query
    with changes as materialized (
      select c.site_uuid, count(*) as n from app.generation_changes c
      where c.site_uuid = any(of_sites) group by 1),
    ruled as (
      select r.site_uuid, r.model_name
      from app.ruled_models(free_sites, now() at time zone 'utc') r where free_sites is not null)
    select s, (coalesce(r.revision, 0) + coalesce(changes.n, 0))::text
      || case when truncations > 0 then '.' || truncations else '' end
      || coalesce(' ' || ruled.model_name, '')
    from unnest(of_sites) s
    left join site_revisions r on r.site_uuid = s
    left join changes on changes.site_uuid = s
    left join ruled on ruled.site_uuid = s;
end
$function$;

create or replace function app.ruled_models (
  of_sites uuid[],
  now_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    model_name text,
    why text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  free_sites uuid[];
begin
  return query
    select s.site_uuid, m.name::text, 'assigned' from sites s
    join ml_model m on m.model_uuid = s.ml_model_uuid
    where s.site_uuid = any(of_sites);
  select array_agg(s.site_uuid) into free_sites from sites s
  where s.site_uuid = any(of_sites) and s.ml_model_uuid is null;
  if free_sites is null then return; end if;
  return query
    with before as (
      select distinct on (c.site_uuid) c.site_uuid, c.model_name, c.why from app.chosen_models c
      where c.site_uuid = any(free_sites) order by c.site_uuid, c.from_utc desc),
    fact as materialized (
      select f.*, f.model_name is not distinct from app.own_model() as is_own,
        b.site_uuid is not null and f.model_name is not distinct from b.model_name as was_chosen,
        b.why as why_before
      from app.model_facts(free_sites, now_utc) f left join before b using (site_uuid)),
    best as (
      select distinct on (site_uuid) site_uuid, model_name, case
          when is_own then 'own'
          when not is_fresh then 'newest'
          when not was_chosen then 'runs'
          when why_before in ('assigned', 'newest') then 'before'
          else why_before end as why
      from fact
      -- Fresh ones of others, then the service's own, then what is left.
      order by site_uuid, is_fresh and not is_own desc, is_own desc, was_chosen desc,
        case when is_fresh then runs_in_week end desc nulls last,
        case when not is_fresh then newest_utc end desc nulls last, model_name nulls last)
    select s, case when best.site_uuid is null then app.own_model() else best.model_name end,
      coalesce(best.why, 'own')
    from unnest(free_sites) s left join best on best.site_uuid = s;
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

alter table app.chosen_models
  add constraint chosen_models_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.model_runs
  add constraint model_runs_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create trigger revision_delete
  after delete on app.chosen_models referencing OLD table as changed_rows
  for each STATEMENT
  execute function app.on_choice_change();

create trigger revision_insert
  after insert on app.chosen_models referencing NEW table as changed_rows
  for each STATEMENT
  execute function app.on_choice_change();

create trigger revision_update
  after update on app.chosen_models referencing NEW table as changed_rows
  for each STATEMENT
  execute function app.on_choice_change();

create trigger model_assigned
  after update on public.sites
  for each row
  when ((new.ml_model_uuid IS DISTINCT FROM old.ml_model_uuid))
  execute function app.on_assignment();

create trigger model_given
  after insert on public.sites
  for each row
  when ((new.ml_model_uuid IS NOT NULL))
  execute function app.on_assignment();

comment on column app.chosen_models.from_utc is 'When the choice was made (UTC).';

comment on column app.chosen_models.model_name is 'Name of the model, whatever its version. NULL: runs whose model is not known.';

comment on column app.chosen_models.site_uuid is 'The site.';

comment on column app.chosen_models.why is 'assigned: it is assigned to the site. runs: of the fresh models of others it had the most runs in 7 days. before: it was the choice before and is fresh. own: the service''s own, since no model of others was fresh. newest: the service has no runs either; this one has the newest.';

comment on column app.model_runs.forecast_uuid is 'The run.';

comment on column app.model_runs.ml_model_uuid is 'The model; the zero UUID: not known.';

comment on column app.model_runs.site_uuid is 'The site.';

comment on column app.model_runs.timestamp_utc is 'Issue time of the run (UTC).';

comment on column public.sites.ml_model_uuid is 'The model whose forecasts are shown (every version of its name). NULL: the service chooses (app.chosen_models).';

comment on function app.choose_models(uuid[], timestamp without time zone) is
  'Keeps the models that these sites show from now_utc on (app.ruled_models), and returns for how many it changed. Never writes before a choice that is there: a clock may be late. Caller: the service each quarter hour (sql/forecasts/chosen_models.ts), trigger model_assigned of sites. Lock: as app.touch_sites.';

comment on function app.chosen_at(uuid[], timestamp without time zone) is
  'Returns the model that each of the scope''s sites among these shows at a time, why (as in app.chosen_models) and since when; NULL where nothing was chosen yet, so that the rule of now holds. Caller: web roles (sql/forecasts/chosen_models.ts). Lock: none.';

comment on function
  app.first_served(timestamp without time zone, timestamp without time zone, integer, interval,
  interval) is 'Returns the first target time that a choice made at chosen_utc holds for under these conditions: the first whose app.newest_issue_time is not before it; infinity if there is none. Caller: app.shown_models. Lock: none.';

comment on function app.forget_runs(timestamp without time zone) is 'Deletes rows of app.model_runs from before this time, except each model''s newest, and returns how many. The runs themselves stay. Caller: the service once a day (sql/forecasts/chosen_models.ts). Lock: the rows.';

comment on function app.model_facts(uuid[], timestamp without time zone) is
  'Returns for each of these sites and each model with runs: its newest issue time, the median interval of its last 20 runs (NULL with one run), its runs in 7 days, and whether it is fresh at now_utc: its newest run is at most 1.5 times that interval old, at least 6 and at most 36 hours. A model is its name; runs of one issue time count once. Caller: app.ruled_models, app.models_of_site. Lock: none.';

comment on function app.models_of_site(uuid, timestamp without time zone) is
  'Returns the models that have runs for a site of the scope, the newest run first, with what the choice is made from (app.model_facts). Caller: web roles (sql/forecasts/chosen_models.ts). Lock: none.';

comment on function app.on_assignment() is 'Chooses a site''s model anew at once when one is assigned or taken away, whoever writes. Caller: triggers model_assigned and model_given of sites. Lock: as app.touch_sites.';

comment on function app.on_choice_change() is 'Counts up the revisions of sites that show another model, so that every ETag changes. Caller: triggers of app.chosen_models. Lock: as app.touch_sites.';

comment on function app.own_model() is 'Returns the name of the service''s own model, the baseline (domain/forecasts/baseline_forecast.ts). Caller: functions that choose a model. Lock: none.';

comment on function
  app.refresh_latest(uuid[], timestamp without time zone, timestamp without time zone) is
  'Takes the values that these runs have from one target time to another, both included, into the latest table, and keeps in app.target_days and app.model_runs what reading forecasts and choosing a model need. Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after app.touch_sites. Lock: rows of the latest table.';

comment on function app.revisions_of(uuid[]) is 'Returns the revisions of the scope''s sites among these (active or not), or of all its active ones: the revision of site_revisions plus the changes of generation that are not swept yet. A count, not a maximum: a change may be committed after a younger one. With the model that the rule chooses now for a site without a row in app.chosen_models, whose changes count the revision up. Stable, hence all of one snapshot. Caller: web roles, before the body that an ETag is for (sql/sites/revisions.ts). Lock: none.';

comment on function app.ruled_models(uuid[], timestamp without time zone) is
  'Returns the model that each of these sites should show at now_utc, and why (as in app.chosen_models): the assigned one; else, of those of others that are fresh, the one chosen before, else the one with the most runs in 7 days, then by name; else the service''s own; where that has no runs, the model with the newest. Caller: app.choose_models, app.shown_models, app.revisions_of. Lock: none.';

comment on function
  app.shown_models(uuid[], timestamp without time zone, integer, interval, interval, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the target times [shown_from, shown_to) for which each is. Those of the name of_model; without one, those chosen at the newest issue time that the conditions allow (app.chosen_models; a site without a choice shows what the rule says now), and the service''s own, which fills their gaps (is_filled). Caller: functions that read forecasts. Lock: none.';

comment on table app.chosen_models is 'Which model a site shows, and since when: the row holds until the next one, the first row for all times before it, too. Written by app.choose_models; web roles read it by app.chosen_at.';

comment on table app.model_runs is 'Runs of each site and model that can be shown, kept for 30 days (the newest of each model for longer): what the choice of a model is made from. Written by app.refresh_latest.';

revoke all on function app.choose_models(uuid[], timestamp without time zone) from public;

revoke all on function app.chosen_at(uuid[], timestamp without time zone) from public;

grant execute
  on function app.chosen_at(uuid[], timestamp without time zone)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.first_served(timestamp without time zone, timestamp without time zone, integer,
    interval, interval)
  from public;

revoke all on function app.forget_runs(timestamp without time zone) from public;

revoke all on function app.model_facts(uuid[], timestamp without time zone) from public;

revoke all on function app.models_of_site(uuid, timestamp without time zone) from public;

grant execute
  on function app.models_of_site(uuid, timestamp without time zone)
  to sitecast_admin, sitecast_app;

revoke all on function app.on_assignment() from public;

revoke all on function app.on_choice_change() from public;

revoke all on function app.own_model() from public;

revoke all on function app.ruled_models(uuid[], timestamp without time zone) from public;

-- Of runs that newer ones have covered nothing is known here: their models count as less busy.
insert into app.model_runs (site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid)
select distinct l.site_uuid, l.ml_model_uuid, l.timestamp_utc, l.forecast_uuid
from public.latest_forecast_values l join public.sites s using (site_uuid)
on conflict do nothing;
