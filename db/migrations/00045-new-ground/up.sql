set local check_function_bodies = off;

create or replace function app.is_new_ground (
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[]
)
  returns boolean
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  spans record;
begin
  if array_position(powers, null) is not null then return false; end if;
  with sent as (
    select r.site_uuid, r.start_utc, s.measured_every_minutes as every_minutes,
      app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from unnest(sites, starts, ends) r (site_uuid, start_utc, end_utc)
    join sites s on s.site_uuid = r.site_uuid where s.site_uuid = any($1)),
  ordered as (
    select *, lead(start_utc) over (partition by site_uuid order by start_utc) < lasts_utc
      as is_over
    from sent)
  select array_agg(site_uuid) as sites, array_agg(first) as firsts, array_agg(last) as lasts,
    array_agg(every_minutes) as minutes, bool_or(is_over) as is_over, sum(row_count) as row_count
  into spans
  from (select site_uuid, every_minutes, min(start_utc), max(lasts_utc), bool_or(is_over), count(*)
    from ordered group by 1, 2) o (site_uuid, every_minutes, first, last, is_over, row_count);
  if spans.is_over or spans.row_count is distinct from cardinality(starts) then return false; end if;
  return not exists (
    select 1 from unnest(spans.sites, spans.firsts, spans.lasts, spans.minutes)
      o (site_uuid, first, last, every_minutes)
    cross join lateral (
      select 1 from generation g
      where g.site_uuid = o.site_uuid and g.site_uuid = any(spans.sites) and g.start_utc < o.last
        and g.start_utc >= date_trunc('day', o.first - interval '1 day')
        and (g.start_utc >= o.first
          or app.period_end(g.start_utc, g.end_utc, o.every_minutes) > o.first)
      limit 1) stored);
end
$function$;

create or replace function app.judge_generation (
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  replace boolean
)
  returns table (
    n integer,
    effect text,
    generation_uuid uuid
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sent record;
  first_effect text;
  last_site uuid;
  last_utc timestamp;
begin
  if app.is_new_ground(sites, starts, ends, powers) then
    return query select place::integer, 'inserted'::text, null::uuid
      from generate_subscripts(starts, 1) place;
    return;
  end if;
  -- Rows that nothing stored decides are walked in the order of their starts: what overlaps the
  -- one stored before it is left out.
  for sent in
    with every as materialized (
      select s.site_uuid, s.measured_every_minutes from sites s where s.site_uuid = any($1)),
    sent as materialized (
      select r.n::integer, r.site_uuid, r.start_utc, r.end_utc, r.kw,
        app.period_end(r.start_utc, r.end_utc, every.measured_every_minutes) as lasts_utc
      from unnest(sites, starts, ends, powers)
        with ordinality r (site_uuid, start_utc, end_utc, kw, n)
      left join every using (site_uuid)),
    stored as materialized (
      select * from app.stored_near($1, $2, (select array_agg(lasts_utc order by n) from sent))),
    -- The end of the last stored period before each row, the start of the first one after it, and
    -- whether one with the same start ends elsewhere.
    around as (
      select n, site_uuid, start_utc, end_utc, lasts_utc, kw,
        coalesce(max(lasts_utc) filter (where n is null) over earlier > start_utc, false)
          or coalesce(min(start_utc) filter (where n is null) over later < lasts_utc, false)
          or count(*) filter (where n is null) over (partition by site_uuid, start_utc)
            > count(*) filter (where n is null) over (partition by site_uuid, start_utc, end_utc)
          as overlaps
      from (select n, site_uuid, start_utc, end_utc, lasts_utc, kw from sent
        union all select null, site_uuid, start_utc, end_utc, lasts_utc, kw from stored) r
      window earlier as (partition by site_uuid order by start_utc
          groups between unbounded preceding and 1 preceding),
        later as (partition by site_uuid order by start_utc desc
          groups between unbounded preceding and 1 preceding))
    select a.n, a.site_uuid, a.start_utc, a.lasts_utc, g.generation_uuid,
      row_number() over (partition by a.site_uuid, a.start_utc, a.end_utc order by a.n) > 1
        as is_repeated,
      case
        when g.generation_uuid is null and a.kw is null then 'unchanged'
        when g.generation_uuid is null and a.overlaps then 'overlaps a stored period'
        when g.generation_uuid is null then 'inserted'
        when g.kw = a.kw then 'unchanged'
        when not replace then 'other value'
        when not g.is_own then 'not yours'
        when a.kw is null then 'deleted'
        else 'replaced' end as effect
    from around a
    left join stored g on g.site_uuid = a.site_uuid and g.start_utc = a.start_utc
      and g.end_utc = a.end_utc
    where a.n is not null
    order by a.site_uuid, a.start_utc, a.lasts_utc, a.end_utc, a.n
  loop
    n := sent.n;
    generation_uuid := sent.generation_uuid;
    effect := sent.effect;
    if sent.is_repeated then
      effect := case when first_effect like '% %' then first_effect else 'unchanged' end;
    elsif effect = 'inserted' and sent.site_uuid = last_site and sent.start_utc < last_utc then
      effect := 'overlaps another row';
    elsif effect = 'inserted' then
      last_site := sent.site_uuid;
      last_utc := sent.lasts_utc;
    end if;
    if not sent.is_repeated then first_effect := effect; end if;
    return next;
  end loop;
end
$function$;

create or replace function app.stored_near (
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[]
)
  returns table (
    generation_uuid uuid,
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    lasts_utc timestamp without time zone,
    kw double precision,
    created_utc timestamp without time zone,
    is_own boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set enable_hashjoin to 'off'
  set enable_mergejoin to 'off'
  AS $function$
#variable_conflict use_column
declare is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
begin
  return query
    with days as materialized (
      select distinct s.site_uuid, day from unnest(sites, starts, ends) s (site_uuid, first, last),
        generate_series(date_trunc('day', first - interval '1 day'), last, interval '1 day') day),
    every as materialized (
      select s.site_uuid, s.measured_every_minutes from sites s where s.site_uuid = any($1))
    select g.generation_uuid, g.site_uuid, g.start_utc, g.end_utc,
      app.period_end(g.start_utc, g.end_utc, every.measured_every_minutes),
      g.generation_power_kw, g.created_utc, is_admin or coalesce(g.generation_power_kw = g.batch_power_kw
        and exists (select 1 from app.batches b
          where b.batch_id = g.batch_id and b.site_group_uuid = app.group_uuid()), false)
    from days join every using (site_uuid)
    -- Day by day, by the index of site and start: before a new table was analyzed, the planner would
    -- compare each day with everything that the sites have.
    cross join lateral (
      select s.* from generation s
      where s.site_uuid = days.site_uuid and s.site_uuid = any($1) and s.start_utc >= days.day
        and s.start_utc < days.day + interval '1 day'
      offset 0) g;
end
$function$;

comment on function
  app.is_new_ground(uuid[], timestamp without time zone[], timestamp without time zone[], double
  precision[]) is 'Returns true when none of these measurements is a gap, no two overlap, and nothing is stored between the first and the last of each site: all of them are new then, which is known much sooner than what becomes of each. Caller: app.judge_generation. Lock: none.';

revoke all
  on function
    app.is_new_ground(uuid[], timestamp without time zone[], timestamp without time zone[],
    double precision[])
  from public;
