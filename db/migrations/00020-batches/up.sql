set local check_function_bodies = off;

drop function app.ingest_generation(jsonb, boolean);

create table app.batch_sites (
  batch_id bigint not null,
  site_uuid uuid not null,
  inserted integer not null default 0,
  replaced integer not null default 0,
  deleted integer not null default 0,
  runs integer not null default 0,
  first_utc timestamp without time zone not null,
  last_utc timestamp without time zone not null,
  changed_utc timestamp without time zone not null,
  constraint batch_sites_pkey primary key (batch_id, site_uuid)
);

alter table app.batch_sites
  enable row level security;

create table app.batches (
  batch_id bigint not null,
  site_group_uuid uuid,
  user_uuid uuid,
  actor text,
  door text not null,
  kind text not null,
  day date not null,
  is_shared boolean not null,
  created_utc timestamp without time zone not null,
  undone_utc timestamp without time zone,
  undone_by text,
  undone_by_group uuid,
  undone_rows integer not null default 0,
  constraint batches_pkey primary key (batch_id)
);

alter table app.batches
  enable row level security;

create table app.replaced_generation (
  batch_id bigint not null,
  site_uuid uuid not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone not null,
  generation_power_kw double precision not null,
  generation_uuid uuid not null,
  created_utc timestamp without time zone,
  old_batch_id bigint,
  old_batch_power_kw double precision,
  is_deleted boolean not null,
  kept_utc timestamp without time zone not null,
  constraint replaced_generation_pkey primary key (batch_id, site_uuid, start_utc, end_utc)
);

alter table app.replaced_generation
  enable row level security;

create table app.run_batches (
  forecast_uuid uuid not null,
  batch_id bigint not null,
  site_uuid uuid not null,
  value_count integer not null,
  constraint run_batches_pkey primary key (forecast_uuid)
);

alter table app.run_batches
  enable row level security;

alter table public.generation
  add column batch_id bigint;

alter table public.generation
  add column batch_power_kw double precision;

create or replace function app.batches_of (
  of_site uuid default null::uuid,
  of_batch bigint default null::bigint,
  older_than bigint default null::bigint,
  at_most integer default 100
)
  returns table (
    batch_id bigint,
    created_utc timestamp without time zone,
    changed_utc timestamp without time zone,
    door text,
    kind text,
    actor text,
    is_own boolean,
    inserted bigint,
    replaced bigint,
    deleted bigint,
    runs bigint,
    first_utc timestamp without time zone,
    last_utc timestamp without time zone,
    undone_utc timestamp without time zone,
    undone_by text,
    undone_rows integer,
    sites jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
begin
  return query
    select b.batch_id, b.created_utc, max(s.changed_utc), b.door, b.kind, b.actor,
      coalesce(b.site_group_uuid = app.group_uuid(), false), sum(s.inserted), sum(s.replaced),
      sum(s.deleted), sum(s.runs), min(s.first_utc), max(s.last_utc), b.undone_utc,
      case when is_admin or b.undone_by_group = app.group_uuid() then b.undone_by
        when b.undone_by is not null then 'an administrator' end,
      b.undone_rows,
      jsonb_agg(jsonb_build_object('site_uuid', s.site_uuid, 'inserted', s.inserted,
        'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') order by s.site_uuid)
    from app.batches b join app.batch_sites s using (batch_id)
    where (is_admin or b.site_group_uuid = app.group_uuid())
      and s.site_uuid = any((select app.visible_sites())::uuid[])
      and (of_site is null or s.site_uuid = of_site)
      and (of_batch is null or b.batch_id = of_batch)
      and (older_than is null or b.batch_id < older_than)
    group by b.batch_id
    order by b.batch_id desc limit at_most;
end
$function$;

create or replace function app.changed_since (
  of_batch bigint,
  sites uuid[]
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('site_uuid', site_uuid,
      'start_utc', (to_jsonb(start_utc) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(end_utc) #>> '{}') || 'Z', 'reason', reason)
      order by site_uuid, start_utc, end_utc), '[]')
    from (
      select distinct on (site_uuid, start_utc, end_utc) * from (
        select r.site_uuid, r.start_utc, r.end_utc,
          case when r.is_deleted then 'deleted since' else 'replaced since' end
        from app.replaced_generation r
        where r.old_batch_id = of_batch and r.site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, 'changed in SQL since' from generation
        where batch_id = of_batch and site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, case when is_deleted
          then 'something newer is stored for this time' else 'changed in SQL since' end
        from app.replaced_generation where batch_id = of_batch and site_uuid = any(sites)) c
          (site_uuid, start_utc, end_utc, reason)
      order by site_uuid, start_utc, end_utc, reason) c);
end
$function$;

create or replace function app.clear_generation (
  batch bigint,
  of_site uuid,
  range_start timestamp without time zone,
  range_end timestamp without time zone,
  kept_starts timestamp without time zone[],
  kept_ends timestamp without time zone[],
  kept_powers double precision[]
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  held record;
begin
  perform app.lock_generation(array[of_site]);
  select array_agg(generation_uuid) filter (where is_taken) as rows,
    array_agg(of_site) filter (where is_taken) as sites,
    array_agg(start_utc) filter (where is_taken) as starts,
    array_agg(lasts_utc) filter (where is_taken) as ends,
    array_agg(start_utc order by start_utc) filter (where is_over) as over,
    array_agg(start_utc order by start_utc) filter (where not is_own) as foreign_rows into held
  from (select s.*, s.start_utc < range_start or s.lasts_utc > range_end as is_over,
      k.first is null as is_taken
    from app.stored_near(array[of_site], array[range_start], array[range_end]) s
    left join (select distinct first, last
      from unnest(kept_starts, kept_ends, kept_powers) k (first, last, kw)
      where kw is not null) k on k.first = s.start_utc and k.last = s.end_utc
    where s.start_utc < range_end and (s.lasts_utc > range_start or s.start_utc >= range_start)) r;
  perform app.refuse_range(held.foreign_rows,
    'This range holds %s that your group did not bring: %s. Nothing was changed.');
  perform app.refuse_range(held.over,
    'The range cuts through %s, from %s. Begin and end it where periods do. Nothing was changed.');
  if held.rows is null then return 0; end if;
  perform app.keep_replaced(batch, held.rows, true);
  delete from generation g where g.generation_uuid = any(held.rows) and g.site_uuid = of_site;
  perform app.count_batch(batch, held.sites, held.starts, held.ends,
    array_fill('deleted'::text, array[cardinality(held.rows)]));
  return cardinality(held.rows);
end
$function$;

create or replace function app.count_batch (
  batch bigint,
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  effects text[],
  value_counts integer[] default null::integer[]
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.batch_sites as b (batch_id, site_uuid, inserted, replaced, deleted, runs,
    first_utc, last_utc, changed_utc)
  select batch, s, coalesce(sum(coalesce(n, 1)) filter (where effect = 'inserted'), 0),
    count(*) filter (where effect = 'replaced'),
    coalesce(sum(coalesce(n, 1)) filter (where effect = 'deleted'), 0), count(n),
    min(first), max(last), now() at time zone 'utc'
  from unnest(sites, starts, ends, effects, value_counts) r (s, first, last, effect, n)
  group by s order by s
  on conflict (batch_id, site_uuid) do update set inserted = b.inserted + excluded.inserted,
    replaced = b.replaced + excluded.replaced, deleted = b.deleted + excluded.deleted,
    runs = b.runs + excluded.runs, first_utc = least(b.first_utc, excluded.first_utc),
    last_utc = greatest(b.last_utc, excluded.last_utc), changed_utc = excluded.changed_utc;
end
$function$;

create or replace function app.delete_generation (
  of_site uuid,
  range_start timestamp without time zone,
  range_end timestamp without time zone
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.check_sites(array[of_site]);
  return app.clear_generation(app.open_batch('deleted', 0), of_site, range_start, range_end,
    '{}', '{}', '{}');
end
$function$;

create or replace function app.delete_runs (
  sites uuid[],
  runs uuid[]
)
  returns table (
    removed integer,
    value_count integer
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.touch_sites(sites);
  delete from forecast_values v where v.forecast_uuid = any(runs);
  get diagnostics value_count = row_count;
  delete from forecasts f where f.forecast_uuid = any(runs);
  get diagnostics removed = row_count;
  delete from app.run_batches b where b.forecast_uuid = any(runs);
  return next;
end
$function$;

create or replace function app.ingest_forecasts (
  body jsonb
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    first_conflict text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  checks record;
  runs integer := jsonb_array_length(body);
  stored record;
  result record;
  batch bigint;
  named text := case when runs > 1 then 'Row %s of forecast %s' else 'Row %s' end;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with run as materialized (
    -- f: the place of a run in the request; run: that of the first of those that are the same run.
    select r.f, r.site_uuid, r.timestamp_utc, r.forecast_version, r.ml_model_uuid, r.series,
      min(r.f) over (partition by r.site_uuid, r.timestamp_utc, r.forecast_version,
        r.ml_model_uuid) as run
    from (
      select f, site_uuid, app.as_utc(timestamp_utc) as timestamp_utc, forecast_version,
        ml_model_uuid, series
      from rows from (jsonb_to_recordset(body) as (site_uuid uuid, timestamp_utc text,
          forecast_version text, ml_model_uuid uuid, "values" jsonb)) with ordinality
        r (site_uuid, timestamp_utc, forecast_version, ml_model_uuid, series, f)) r),
  sent as materialized (
    -- n: the place of a value in its run.
    select run.f, run.run, v.n, v.start_utc as start_text, app.as_utc(v.start_utc) as start_utc,
      app.as_utc(v.end_utc) as end_utc, app.as_double(v.power) as kw, v.horizon,
      coalesce(v.quantiles, '{}') as quantiles
    from run, rows from (jsonb_to_recordset(run.series) as (start_utc text, end_utc text,
        forecast_power_kw jsonb, horizon_minutes integer, probabilistic_values jsonb))
      with ordinality v (start_utc, end_utc, power, horizon, quantiles, n)),
  ours as materialized (
    select site_uuid from sites where site_uuid in (select site_uuid from run)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    -- A run without values is checked as well.
    select run.f, sent.n, sent.start_text, run.site_uuid, case
        when ours.site_uuid is null then 'site_uuid|'
        when timestamp_utc is null then app.wrong_time('timestamp_utc')
        when forecast_version is null or length(forecast_version) > 32
          then 'forecast_version|forecast_version must have at most 32 characters.'
        when ml_model_uuid is null then 'ml_model_uuid|ml_model_uuid is missing.'
        when n is null then null
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null then 'forecast_power_kw|forecast_power_kw must be a finite number.'
        when jsonb_typeof(quantiles) <> 'object'
            or jsonb_path_exists(quantiles, 'strict $.* ? (@.type() <> "number")')
          then 'probabilistic_values|probabilistic_values must have nothing but numbers.'
        when kw <> first_value(kw) over target or end_utc <> first_value(end_utc) over target
            or quantiles <> first_value(quantiles) over target
          then format('forecast_power_kw|row %s of forecast %s has another value for this time.',
            first_value(n) over target, first_value(run.f) over target)
      end as problem
    from run left join sent using (f) left join ours using (site_uuid)
    window target as (partition by run.run, start_utc order by run.f, n))
  select one.*, all_values.*, all_runs.* into checks
  from (select array_agg(f) as fs, array_agg(run) as runs, array_agg(n) as ns,
      array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers,
      array_agg(horizon) as horizons, array_agg(quantiles) as quantiles,
      min(start_utc) as first, max(start_utc) as last from sent) all_values
    cross join (select array_agg(run) as ids, array_agg(site_uuid) as sites,
      array_agg(timestamp_utc) as times, array_agg(forecast_version) as versions,
      array_agg(ml_model_uuid) as models from run where f = run.run) all_runs
    left join (select f, n, site_uuid, start_text, problem from checked
      where problem is not null order by f, n nulls first limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row(
      case when checks.n is null then 'Forecast ' || checks.f
        else format(named, checks.n, checks.f) end,
      checks.site_uuid, checks.start_text,
      case when runs > 1 then format('forecasts.%s.', checks.f - 1) else '' end
        || case when checks.n is null then '' else format('values.%s.', checks.n - 1) end,
      checks.problem);
  end if;

  -- One after the other for each site, in the order of sites: the same run sent twice at once is
  -- stored once. No run that is there is locked after this, which could wait for its deleter.
  perform app.touch_sites(checks.sites);
  select array_agg(f.forecast_uuid) as uuids, array_agg(r.run) as runs,
    array_agg(r.ml_model_uuid) as models into stored
  from unnest(checks.ids, checks.sites, checks.times, checks.versions, checks.models)
    r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
  join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc
    and f.forecast_version = r.forecast_version;

  -- Planned anew each time: a kept plan would not know how many runs there are to compare with.
  execute $q$
    with sent as materialized (
      select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        s (f, run, n, start_utc, end_utc, kw, horizon, quantiles)),
    known as materialized (
      select r.run, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values
      from unnest($9, $10, $11) r (forecast_uuid, run, ml_model_uuid)
      join forecast_values v using (forecast_uuid, ml_model_uuid)
      where v.forecast_uuid = any($9) and v.start_utc >= $12 and v.start_utc <= $13),
    compared as (
      select distinct on (f, n) sent.*, known.start_utc is not null as is_known,
        coalesce(known.end_utc = sent.end_utc and known.forecast_power_kw = sent.kw
          and known.probabilistic_values = sent.quantiles, false) as is_same
      from sent left join known using (run, start_utc)
      order by f, n, is_same desc),
    judged as materialized (
      select *, row_number() over (partition by run, start_utc order by f, n) = 1 as is_first,
        bool_or(is_known and not is_same) over (partition by run) as contradicts
      from compared),
    fresh as materialized (
      select * from judged where is_first and not is_known and not contradicts),
    made_run as materialized (
      select gen_random_uuid() as forecast_uuid, r.* from unnest($14, $15, $16, $17, $18)
        r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
      where run in (select run from fresh)),
    made as (
      insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
      select forecast_uuid, site_uuid, timestamp_utc, forecast_version from made_run),
    stored as (
      insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
        probabilistic_values, forecast_uuid, ml_model_uuid)
      select start_utc, end_utc, kw, coalesce(horizon,
        floor(extract(epoch from start_utc - timestamp_utc) / 60)::integer), quantiles,
        forecast_uuid, ml_model_uuid
      from fresh join made_run using (run)),
    brought as (
      select array_agg(forecast_uuid) as uuids, array_agg(site_uuid) as sites,
        array_agg(n) as counts, array_agg(first) as firsts, array_agg(last) as lasts
      from (select forecast_uuid, site_uuid, count(*)::integer, min(start_utc), max(end_utc)
        from fresh join made_run using (run) group by 1, 2) m
          (forecast_uuid, site_uuid, n, first, last))
    select (select count(*) from fresh) as inserted,
      (select uuids from brought) as runs, (select sites from brought) as sites,
      (select counts from brought) as counts, (select firsts from brought) as firsts,
      (select lasts from brought) as lasts,
      count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
      min(array[f, n]) filter (where is_known and not is_same) as first_conflict
    from judged
  $q$ into result using checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
    checks.powers, checks.horizons, checks.quantiles, coalesce(stored.uuids, '{}'),
    stored.runs, stored.models, checks.first, checks.last, checks.ids, checks.sites,
    checks.times, checks.versions, checks.models;
  if result.runs is not null then
    batch := app.open_batch('forecasts', result.inserted);
    insert into app.run_batches (forecast_uuid, batch_id, site_uuid, value_count)
    select r, batch, s, n from unnest(result.runs, result.sites, result.counts) b (r, s, n);
    perform app.count_batch(batch, result.sites, result.firsts, result.lasts,
      array_fill('inserted'::text, array[cardinality(result.runs)]), result.counts);
  end if;
  inserted := result.inserted;
  conflicting := result.conflicting;
  unchanged := result.sent - result.inserted - result.conflicting;
  first_conflict := format(named, result.first_conflict[2], result.first_conflict[1]);
  if result.first_conflict is null then first_conflict := null; end if;
  return next;
end
$function$;

create or replace function app.ingest_generation (
  body jsonb,
  replace boolean,
  range_site uuid default null::uuid,
  range_start timestamp without time zone default null::timestamp without time zone,
  range_end timestamp without time zone default null::timestamp without time zone
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    deleted integer,
    first_conflict text,
    conflicts jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  checks record;
  sites uuid[];
  batch bigint;
  cleared integer := 0;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw,
      power is null as is_gap
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
      generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
  ours as materialized (
    select site_uuid,
      case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
    from sites where site_uuid in (select site_uuid from sent)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    select sent.*, case
        when ours.site_uuid is null then 'site_uuid|'
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null and not is_gap
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        -- A generator at the edge of its plate gives a little more; an inverter uses some at night.
        when kw > 1.1 * plate or kw < -0.05 * plate
          then format('generation_power_kw|%s kW is %s times the capacity of %s kW.', kw,
            case when kw > 0 then 'more than 1.1' else 'less than -0.05' end, plate)
        when kw is distinct from first_value(kw) over period
          then format('generation_power_kw|row %s has another value for this period.',
            first_value(n) over period)
      end as problem
    from sent left join ours using (site_uuid)
    window period as (partition by site_uuid, start_utc, end_utc order by n))
  select one.*, all_rows.* into checks
  from (select array_agg(site_uuid) as sites, array_agg(start_utc) as starts,
      array_agg(end_utc) as ends, array_agg(kw) as powers
      from sent) all_rows
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
      format('values.%s.', checks.n - 1), checks.problem);
  end if;

  sites := coalesce(checks.sites, '{}');
  if range_start is not null then
    if exists (select 1 from unnest(sites, checks.starts, checks.ends, checks.powers)
        s (site_uuid, start_utc, end_utc, kw)
      where s.site_uuid <> range_site or s.start_utc < range_start or s.end_utc > range_end) then
      raise 'Each value must be of the site and lie within start and end.'
        using errcode = 'SC422', column = 'values';
    end if;
    perform app.check_sites(array[range_site]);
    batch := app.open_batch('corrected', cardinality(sites));
    cleared := app.clear_generation(batch, range_site, range_start, range_end, checks.starts,
      checks.ends, checks.powers);
  end if;
  select w.inserted, w.unchanged, w.conflicting, w.replaced, w.deleted + cleared, w.conflicts,
    'Row ' || (w.conflicts -> 0 ->> 'row')
  into inserted, unchanged, conflicting, replaced, deleted, conflicts, first_conflict
  from app.write_generation('sent', sites, checks.starts, checks.ends, checks.powers,
    ingest_generation.replace or range_start is not null, batch) w;
  if range_start is not null and conflicting > 0 then
    raise '%: %. Nothing was changed.', first_conflict, conflicts -> 0 ->> 'reason'
      using errcode = 'SC409';
  end if;
  return next;
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

create or replace function app.keep_replaced (
  batch bigint,
  rows uuid[],
  deletes boolean
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  -- What the batch brought itself is known by what it replaced before, if anything.
  update app.replaced_generation r set is_deleted = deletes
  from generation g
  where g.generation_uuid = any(rows) and g.batch_id = batch and r.batch_id = batch
    and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc and r.end_utc = g.end_utc;
  insert into app.replaced_generation as r (batch_id, site_uuid, start_utc, end_utc,
    generation_power_kw, generation_uuid, created_utc, old_batch_id, old_batch_power_kw,
    is_deleted, kept_utc)
  select batch, g.site_uuid, g.start_utc, g.end_utc, g.generation_power_kw, g.generation_uuid,
    g.created_utc, g.batch_id, g.batch_power_kw, deletes, now() at time zone 'utc'
  from generation g
  where g.generation_uuid = any(rows)
    and (g.batch_id = batch and g.generation_power_kw = g.batch_power_kw) is not true
  order by 2, 3, 4
  on conflict (batch_id, site_uuid, start_utc, end_utc) do update set is_deleted = deletes;
end
$function$;

create or replace function app.lock_generation (
  sites uuid[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
begin
  perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
  from (select distinct abs(hashtext(s::text)::bigint % 64)::integer as bucket
    from unnest(sites) s order by 1) buckets;
end
$function$;

create or replace function app.open_batch (
  of_kind text,
  of_rows bigint
)
  returns bigint
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  way text := coalesce(nullif(current_setting('app.through', true), ''), 'task');
  who uuid := nullif(current_setting('app.user_uuid', true), '')::uuid;
  today date := (now() at time zone 'utc')::date;
  shares boolean := of_rows < 100 and of_kind not in ('deleted', 'withdrawn');
  opened bigint;
begin
  loop
    if shares then
      select b.batch_id into opened from app.batches b
      where b.site_group_uuid = app.group_uuid() and b.user_uuid = who and b.door = way
        and b.kind = of_kind and b.day = today and b.is_shared and b.undone_utc is null;
      if opened is not null then return opened; end if;
    end if;
    insert into app.batches (batch_id, site_group_uuid, user_uuid, actor, door, kind, day,
      is_shared, created_utc)
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint, app.group_uuid(),
      u.user_uuid, u.email, way, of_kind, today, shares, now() at time zone 'utc'
    from (values (1)) one left join users u on u.user_uuid = who
    on conflict do nothing
    returning batch_id into opened;
    if opened is not null then return opened; end if;
  end loop;
end
$function$;

create or replace function app.period_end (
  start_utc timestamp without time zone,
  end_utc timestamp without time zone,
  every_minutes integer
)
  returns timestamp without time zone
  language sql
  immutable
  AS $function$
select case when every_minutes is not null and end_utc = start_utc + interval '5 minutes'
  then start_utc + make_interval(mins => every_minutes) else end_utc end
$function$;

create or replace function app.put_back (
  of_batch bigint,
  sites uuid[]
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  spans record;
  put integer;
begin
  select array_agg(s) as sites, array_agg(first) as firsts, array_agg(last) as lasts into spans
  from (select r.site_uuid, min(r.start_utc), max(r.end_utc) from app.replaced_generation r
    where r.batch_id = of_batch and r.site_uuid = any(put_back.sites) and r.is_deleted
    group by 1) o (s, first, last);
  if spans.sites is null then return 0; end if;
  with old as materialized (
    select r.*, app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from app.replaced_generation r join public.sites s using (site_uuid)
    where r.batch_id = of_batch and r.site_uuid = any(spans.sites) and r.is_deleted),
  -- What was there beside it before may overlap it: other writers store what they like.
  newer as (
    select site_uuid, start_utc, end_utc, lasts_utc, true as is_newer
    from app.stored_near(spans.sites, spans.firsts, spans.lasts)
    where (created_utc >= (select min(kept_utc) from old)) is not false),
  around as (
    select r.*, coalesce(max(lasts_utc) filter (where is_newer) over earlier > start_utc, false)
        or coalesce(min(start_utc) filter (where is_newer) over later < lasts_utc, false)
        or bool_or(is_newer) over (partition by site_uuid, start_utc) as overlaps
    from (select site_uuid, start_utc, end_utc, lasts_utc, false as is_newer from old
      union all select * from newer) r
    window earlier as (partition by site_uuid order by start_utc
        groups between unbounded preceding and 1 preceding),
      later as (partition by site_uuid order by start_utc desc
        groups between unbounded preceding and 1 preceding)),
  made as (
    insert into generation (generation_uuid, created_utc, site_uuid, generation_power_kw,
      start_utc, end_utc, batch_id, batch_power_kw)
    select old.generation_uuid, old.created_utc, old.site_uuid, old.generation_power_kw,
      old.start_utc, old.end_utc, old.old_batch_id, old.old_batch_power_kw
    from around join old using (site_uuid, start_utc, end_utc)
    where not around.is_newer and not around.overlaps
    order by site_uuid, start_utc, end_utc
    on conflict do nothing
    returning site_uuid, start_utc, end_utc)
  delete from app.replaced_generation r using made
  where r.batch_id = of_batch and r.site_uuid = made.site_uuid and r.start_utc = made.start_utc
    and r.end_utc = made.end_utc;
  get diagnostics put = row_count;
  return put;
end
$function$;

create or replace function app.refuse_range (
  starts timestamp without time zone[],
  sentence text
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  n integer := coalesce(cardinality(starts), 0);
  shown text;
begin
  if n = 0 then return; end if;
  select string_agg((to_jsonb(s) #>> '{}') || 'Z', ', ' order by s) into shown
  from unnest(starts[1:5]) s;
  raise '%', format(sentence, case n when 1 then '1 measurement' else n || ' measurements' end,
      shown || case when n > 5 then format(' and %s more', n - 5) else '' end)
    using errcode = 'SC409';
end
$function$;

create or replace function app.sites_to_undo (
  of_batch bigint
)
  returns uuid[]
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare found_sites uuid[];
begin
  if exists (select 1 from app.batches b where b.batch_id = of_batch
      and (b.site_group_uuid = app.group_uuid()
        or current_setting('app.sees_all_sites', true) = 'on')) then
    found_sites := array(select site_uuid from app.batch_sites where batch_id = of_batch
      and site_uuid = any((select app.visible_sites())::uuid[]));
  end if;
  if cardinality(found_sites) > 0 then return found_sites; end if;
  raise 'There is no such batch here.' using errcode = 'SC404';
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
    join generation g on g.site_uuid = days.site_uuid and g.start_utc >= days.day
      and g.start_utc < days.day + interval '1 day'
    where g.site_uuid = any($1);
end
$function$;

create or replace function app.undo_batch (
  of_batch bigint
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sites uuid[];
  runs record;
begin
  sites := app.sites_to_undo(of_batch);
  perform app.lock_generation(sites);

  -- Replaced rows get their old power back, by their period: the key of a row that was deleted and
  -- sent again is another one.
  with old as materialized (
    delete from app.replaced_generation r using generation g
    where r.batch_id = of_batch and r.site_uuid = any(sites) and not r.is_deleted
      and g.site_uuid = r.site_uuid and g.start_utc = r.start_utc and g.end_utc = r.end_utc
      and g.batch_id = of_batch and g.generation_power_kw = g.batch_power_kw
    returning r.*)
  update generation g set generation_uuid = old.generation_uuid, created_utc = old.created_utc,
    generation_power_kw = old.generation_power_kw, batch_id = old.old_batch_id,
    batch_power_kw = old.old_batch_power_kw
  from old
  where g.site_uuid = old.site_uuid and g.start_utc = old.start_utc and g.end_utc = old.end_utc
    and g.site_uuid = any(sites);
  get diagnostics restored = row_count;

  delete from generation g
  where g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.generation_power_kw = g.batch_power_kw
    and not exists (select 1 from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc
        and r.end_utc = g.end_utc);
  get diagnostics removed = row_count;

  restored := restored + app.put_back(of_batch, sites);
  select w.removed, w.changes into runs from app.undo_runs(of_batch, sites) w;
  removed := removed + runs.removed;
  changes := app.changed_since(of_batch, sites) || runs.changes;
  changed := jsonb_array_length(changes);
  changes := jsonb_path_query_array(changes, '$[0 to 99]');
  update app.batches b set undone_utc = now() at time zone 'utc',
    undone_rows = undone_rows + removed + restored, undone_by = u.email,
    undone_by_group = u.site_group_uuid
  from users u
  where b.batch_id = of_batch
    and u.user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid;
  return next;
end
$function$;

create or replace function app.undo_runs (
  of_batch bigint,
  sites uuid[]
)
  returns table (
    removed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  ours record;
  unchanged uuid[];
begin
  select array_agg(r.forecast_uuid) as runs, array_agg(r.value_count) as counts into ours
  from app.run_batches r where r.batch_id = of_batch and r.site_uuid = any(undo_runs.sites);
  if ours.runs is null then
    return query select 0, '[]'::jsonb;
    return;
  end if;
  unchanged := array(
    select r from unnest(ours.runs, ours.counts) o (r, n)
    left join (select v.forecast_uuid, count(*) from forecast_values v
      where v.forecast_uuid = any(ours.runs) group by 1) v (r, n) using (r)
    where coalesce(v.n, 0) <= o.n order by r);
  select d.removed into removed from app.delete_runs(sites, unchanged) d;
  select coalesce(jsonb_agg(jsonb_build_object('site_uuid', r.site_uuid,
      'forecast_uuid', r.forecast_uuid, 'reason', 'values were added in SQL since')), '[]')
    into changes
  from app.run_batches r where r.forecast_uuid = any(ours.runs);
  return next;
end
$function$;

create or replace function app.withdraw_run (
  of_site uuid,
  run uuid
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
  brought integer;
  stored record;
begin
  perform app.check_sites(array[of_site]);
  perform app.touch_sites(array[of_site]);
  if not exists (select 1 from forecasts f
    where f.forecast_uuid = run and f.site_uuid = of_site) then
    raise 'There is no such forecast here.' using errcode = 'SC404';
  end if;
  select r.value_count into brought from app.run_batches r
  where r.forecast_uuid = run and r.batch_id in (
    select b.batch_id from app.batches b where b.site_group_uuid = app.group_uuid());
  select count(*)::integer as n, coalesce(min(v.start_utc), 'epoch') as first,
    coalesce(max(v.end_utc), 'epoch') as last into stored
  from forecast_values v where v.forecast_uuid = run;
  if not is_admin and brought is null then
    raise 'Your group did not bring this forecast.' using errcode = 'SC409';
  elsif not is_admin and stored.n > brought then
    raise 'Values were added to this forecast in SQL since your group sent it.'
      using errcode = 'SC409';
  end if;
  perform app.delete_runs(array[of_site], array[run]);
  perform app.count_batch(app.open_batch('withdrawn', 1), array[of_site], array[stored.first],
    array[stored.last], array['deleted'], array[stored.n]);
  return stored.n;
end
$function$;

create or replace function app.write_generation (
  of_kind text,
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  replace boolean,
  into_batch bigint default null::bigint
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    deleted integer,
    conflicts jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  plan record;
  done record;
  lost integer[];
begin
  perform app.lock_generation(sites);
  select coalesce(array_agg(n order by n) filter (where effect = 'inserted'), '{}') as new_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'replaced'), '{}') as new_powers,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'replaced'), '{}')
      as replaced_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'deleted'), '{}') as gaps,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'deleted'), '{}')
      as deleted_rows,
    coalesce(array_agg(n order by n) filter (where effect like '% %'), '{}') as refused,
    coalesce(array_agg(effect order by n) filter (where effect like '% %'), '{}') as reasons
  into plan from app.judge_generation(sites, starts, ends, powers, replace);

  if batch is null and cardinality(plan.new_rows || plan.new_powers || plan.gaps) > 0 then
    batch := app.open_batch(of_kind, cardinality(sites));
  end if;
  if cardinality(plan.new_powers) > 0 then
    perform app.keep_replaced(batch, plan.replaced_rows, false);
    update generation g set generation_power_kw = r.kw, batch_power_kw = r.kw, batch_id = batch,
      created_utc = now() at time zone 'utc'
    from (select generation_uuid, powers[n] as kw
      from unnest(plan.replaced_rows, plan.new_powers) r (generation_uuid, n)) r
    where g.generation_uuid = r.generation_uuid and g.site_uuid = any(sites);
  end if;
  if cardinality(plan.gaps) > 0 then
    perform app.keep_replaced(batch, plan.deleted_rows, true);
    delete from generation g
    where g.generation_uuid = any(plan.deleted_rows) and g.site_uuid = any(sites);
  end if;

  -- In the order of the key, so that no writer in SQL is locked out of turn.
  with made as (
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, batch_id,
      batch_power_kw)
    select sites[n], starts[n], ends[n], powers[n], batch, powers[n]
    from unnest(plan.new_rows) n order by 1, 2, 3
    on conflict (site_uuid, start_utc, end_utc) do nothing
    returning site_uuid, start_utc, end_utc)
  select array_agg(n) filter (where made.site_uuid is null) as lost,
    array_agg(n) filter (where made.site_uuid is not null) as stored into done
  from unnest(plan.new_rows) n
  left join made on made.site_uuid = sites[n] and made.start_utc = starts[n]
    and made.end_utc = ends[n];
  update app.replaced_generation r set is_deleted = false
  from unnest(done.stored) n
  where r.batch_id = batch and r.site_uuid = sites[n] and r.start_utc = starts[n]
    and r.end_utc = ends[n] and r.is_deleted;

  -- A writer in SQL, which waits for nobody, was faster with these.
  if done.lost is not null then
    lost := array(select n from unnest(done.lost) n
      join generation g on g.site_uuid = sites[n] and g.start_utc = starts[n]
        and g.end_utc = ends[n] and g.generation_power_kw <> powers[n]
      where g.site_uuid = any(sites));
    plan.refused := plan.refused || lost;
    plan.reasons := plan.reasons || array_fill('other value'::text, array[cardinality(lost)]);
  end if;

  inserted := coalesce(cardinality(done.stored), 0);
  replaced := cardinality(plan.new_powers);
  deleted := cardinality(plan.gaps);
  conflicting := cardinality(plan.refused);
  unchanged := cardinality(sites) - inserted - replaced - deleted - conflicting;
  select coalesce(jsonb_agg(jsonb_build_object('row', n, 'site_uuid', sites[n],
      'start_utc', (to_jsonb(starts[n]) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(ends[n]) #>> '{}') || 'Z', 'reason', reason) order by n),
    '[]') into conflicts
  from (select * from unnest(plan.refused, plan.reasons) r (n, reason) order by n limit 100) r;
  perform app.count_batch(batch, array_agg(sites[n]), array_agg(starts[n]), array_agg(ends[n]),
    array_agg(effect))
  from (select n, 'inserted' as effect from unnest(done.stored) n
    union all select n, 'replaced' from unnest(plan.new_powers) n
    union all select n, 'deleted' from unnest(plan.gaps) n) r
  having count(*) > 0;
  return next;
end
$function$;

alter table app.batch_sites
  add constraint batch_sites_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.batch_sites
  add constraint batch_sites_batch_id_fkey foreign key (batch_id) references app.batches(batch_id)
    on delete cascade;

alter table app.batches
  add constraint batches_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete set null;

alter table app.batches
  add constraint batches_user_uuid_fkey foreign key (user_uuid) references public.users(user_uuid)
    on delete set null;

alter table app.replaced_generation
  add constraint replaced_generation_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.run_batches
  add constraint run_batches_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create unique index batches_shared on app.batches
  using btree (site_group_uuid, user_uuid, door, kind, day)
  where (is_shared AND (undone_utc is null));

create index ix_batch_sites_site_uuid on app.batch_sites using btree (site_uuid, batch_id);

create index ix_batches_site_group_uuid on app.batches using btree (site_group_uuid, batch_id);

create index ix_batches_user_uuid on app.batches using btree (user_uuid);

create index ix_replaced_generation_kept_utc on app.replaced_generation using btree (kept_utc);

create index ix_replaced_generation_old_batch_id on app.replaced_generation
  using btree (old_batch_id)
  where (old_batch_id is not null);

create index ix_replaced_generation_site_uuid on app.replaced_generation using btree (site_uuid);

create index ix_run_batches_batch_id on app.run_batches using btree (batch_id);

create index ix_run_batches_site_uuid on app.run_batches using btree (site_uuid);

-- Nobody writes to the table while the index is built.
create index ix_generation_batch_id on public.generation using btree (batch_id)
  where (batch_id is not null);

create policy by_site on app.batch_sites
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy all_rows on app.batches
  for all
  to sitecast_admin
  using (true);

create policy by_group on app.batches
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_site on app.replaced_generation
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_site on app.run_batches
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column app.batch_sites.batch_id is 'The batch.';

comment on column app.batch_sites.changed_utc is 'When the batch last changed something at this site (UTC).';

comment on column app.batch_sites.deleted is 'Measurements or forecast values taken away.';

comment on column app.batch_sites.first_utc is 'Start of the first period touched (UTC).';

comment on column app.batch_sites.inserted is 'Measurements or forecast values that were new.';

comment on column app.batch_sites.last_utc is 'End of the last period touched (UTC).';

comment on column app.batch_sites.replaced is 'Measurements that got another power.';

comment on column app.batch_sites.runs is 'Runs that were new, or withdrawn.';

comment on column app.batch_sites.site_uuid is 'The site.';

comment on column app.batches.actor is 'E-mail address of that user at the time.';

comment on column app.batches.batch_id is 'Key: microseconds since 1970 when the batch was opened, so that its order is that of time.';

comment on column app.batches.created_utc is 'When the batch was opened (UTC).';

comment on column app.batches.day is 'UTC day on which the batch was opened.';

comment on column app.batches.door is 'How it came: form, api, task or import.';

comment on column app.batches.is_shared is 'True: small requests of the same user, door, kind and day are added to it.';

comment on column app.batches.kind is 'sent, corrected (a range was cleared and stored), deleted: of generation; forecasts, withdrawn: of runs.';

comment on column app.batches.site_group_uuid is 'The group whose batch it is, which may delete, replace and undo what it brought. NULL: the group was deleted; only admins may.';

comment on column app.batches.undone_by is 'E-mail address of the user who undid it.';

comment on column app.batches.undone_by_group is 'Group of that user at the time; decides who may read the address.';

comment on column app.batches.undone_rows is 'Measurements and runs that were taken away or put back by undoing.';

comment on column app.batches.undone_utc is 'When the batch was undone last (UTC); nothing is added to it after that. NULL: never.';

comment on column app.batches.user_uuid is 'The user who sent it. NULL: the user was deleted.';

comment on column app.replaced_generation.batch_id is 'The batch that replaced or deleted the row.';

comment on column app.replaced_generation.created_utc is 'When it had been written (UTC).';

comment on column app.replaced_generation.end_utc is 'End of its period (UTC).';

comment on column app.replaced_generation.generation_power_kw is 'Its mean power, in kW.';

comment on column app.replaced_generation.generation_uuid is 'Its key.';

comment on column app.replaced_generation.is_deleted is 'True: the batch left nothing for the period; false: it left another power.';

comment on column app.replaced_generation.kept_utc is 'When the old row was kept (UTC).';

comment on column app.replaced_generation.old_batch_id is 'The batch that had brought it. NULL: it was written in SQL.';

comment on column app.replaced_generation.old_batch_power_kw is 'Power as that batch had left it, in kW.';

comment on column app.replaced_generation.site_uuid is 'The site of the old row.';

comment on column app.replaced_generation.start_utc is 'Start of its period (UTC).';

comment on column app.run_batches.batch_id is 'The batch.';

comment on column app.run_batches.forecast_uuid is 'The run.';

comment on column app.run_batches.site_uuid is 'The site of the run.';

comment on column app.run_batches.value_count is 'How many values the batch wrote; a run with more was added to in SQL.';

comment on column public.generation.batch_id is 'The batch that brought the row (app.batches, no foreign key). NULL: it was written in SQL.';

comment on column public.generation.batch_power_kw is 'Power as that batch left it, in kW: another one in generation_power_kw was written in SQL.';

comment on function app.batches_of(uuid, bigint, bigint, integer) is 'Returns batches of the scope''s group, of all groups to admins, newest first, with what they did at the sites that the scope sees: of one site, one batch, or older than a batch. A member does not learn which administrator undid a batch. Caller: web roles (sql/generation/batches.ts). Lock: none.';

comment on function app.changed_since(bigint, uuid[]) is 'Returns what of a batch has changed since and cannot be undone: [{site_uuid, start_utc, end_utc, reason}], by site and time. Caller: app.undo_batch, after it has undone the rest. Lock: none.';

comment on function
  app.clear_generation(bigint, uuid, timestamp without time zone, timestamp without time zone,
  timestamp without time zone[],
  timestamp without time zone[], double precision[]) is 'Deletes the measurements of a site in [range_start, range_end), but those of the periods to be kept, whose power is not NULL, and returns how many. Throws SC409 when the range holds any that the scope''s group did not bring, or when a stored period reaches over its edge. Caller: app.ingest_generation, app.delete_generation. Lock: app.lock_generation, the rows deleted.';

comment on function
  app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time zone[],
  text[], integer[]) is 'Adds rows to the numbers of a batch. effects: inserted, replaced or deleted. With value_counts each row is a run with so many values. Caller: functions that store or take away, after they have written. Lock: rows of app.batch_sites in the order of sites.';

comment on function
  app.delete_generation(uuid, timestamp without time zone, timestamp without time zone) is
  'Deletes the measurements of a site in [range_start, range_end) and returns how many; they are kept 30 days for undoing. Throws P0002 for a site that is not the scope''s, SC409 as app.clear_generation. Caller: web roles (sql/generation/generation.ts). Lock: as app.clear_generation.';

comment on function app.delete_runs(uuid[], uuid[]) is 'Deletes runs of these sites with their values, and returns how many runs and values went. Caller: app.undo_runs, app.withdraw_run. Lock: app.touch_sites, then as the triggers of forecast_values.';

comment on function
  app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
  time zone) is 'Checks and stores measurements of the scope''s sites, all of them or none. body: [{site_uuid, start_utc, end_utc, generation_power_kw}]; a power of null is a gap. What is stored for a period stays, unless replace, and then unless somebody else brought it; a period that overlaps another one is left out and counted as conflicting; a row that is sent twice counts as unchanged the second time. With a range, what it holds and is not sent is deleted, and a conflict throws SC409. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s, P0002 for such a range_site. Caller: web roles (sql/generation/generation.ts). Lock: as app.clear_generation and app.write_generation.';

comment on function
  app.judge_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
  double precision[], boolean) is 'Says what storing measurements would do with each row, n counted from 1: inserted, unchanged, replaced, deleted (a gap in place of a stored value), or a conflict of two words or more: other value, overlaps a stored period, overlaps another row (of this request, which starts earlier or ends sooner), not yours (another group brought it, or it was written in SQL). Caller: app.write_generation, after app.lock_generation. Lock: none.';

comment on function app.keep_replaced(bigint, uuid[], boolean) is 'Keeps measurements as they are before a batch replaces or deletes them; of what the batch changed before, what was there first. Caller: app.write_generation, app.clear_generation, before they write. Lock: rows of app.replaced_generation.';

comment on function app.lock_generation(uuid[]) is 'Lets one transaction of the service at a time compare and write measurements of these sites, so that no two of them store periods that overlap. Other writers do not wait. Caller: functions that write generation in a scope, first. Lock: advisory, one of 64 for each site, in their order, until the transaction ends.';

comment on function app.open_batch(text, bigint) is 'Returns the batch for a request of so many rows: the shared one of the scope''s user, door, kind and UTC day for fewer than 100 rows, else a new one. Deletions never share. Caller: definer functions that store or take away; before they write. Lock: waits for another transaction that opens the same.';

comment on function
  app.period_end(timestamp without time zone, timestamp without time zone, integer) is
  'Returns until when a measured period lasts: of a row of 5 minutes at a site that states how often it is measured (sites.measured_every_minutes) that long, else its end. Caller: functions that write generation. Lock: none.';

comment on function app.put_back(bigint, uuid[]) is 'Puts back the measurements that a batch deleted at these sites, but those whose time something newer overlaps, and returns how many. Caller: app.undo_batch, after app.lock_generation. Lock: the rows inserted.';

comment on function app.refuse_range(timestamp without time zone[], text) is
  'Throws SC409 unless the list is empty. sentence: a format of how many measurements, and the first five of their starts. Caller: app.clear_generation. Lock: none.';

comment on function app.sites_to_undo(bigint) is 'Returns the sites of a batch that the scope''s group may undo and sees. Throws SC404 when there are none. Caller: app.undo_batch. Lock: none.';

comment on function
  app.stored_near(uuid[], timestamp without time zone[], timestamp without time zone[]) is
  'Returns the stored measurements of these sites on the UTC days of these spans and on the day before each, each once, with the end until which it lasts. is_own: a batch of the scope''s group brought it and it is as that left it, or the scope is an admin''s. The planner underestimates the days and would read all that a site has. Caller: functions that write generation. Lock: none.';

comment on function app.undo_batch(bigint) is 'Undoes a batch at the scope''s sites: takes away the rows and runs that are as it left them, puts back what it replaced or deleted within 30 days. Returns how many measurements and runs went and came back, and what has changed since and stays: [{site_uuid, start_utc, end_utc, reason}] or [{site_uuid, forecast_uuid, reason}], the first 100. May be called again. Throws SC404 for a batch of another group, unless the scope is an admin''s. Caller: web roles (sql/generation/batches.ts). Lock: app.lock_generation; the rows written; as the triggers of forecast_values.';

comment on function app.undo_runs(bigint, uuid[]) is 'Deletes the runs of these sites that a batch brought, but those that got more values since. Returns how many went, and those that stay: [{site_uuid, forecast_uuid, reason}]. Caller: app.undo_batch. Lock: as app.delete_runs.';

comment on function app.withdraw_run(uuid, uuid) is 'Deletes a run with its values and returns how many values. Throws P0002 for a site that is not the scope''s, SC404 for a run that is not the site''s, SC409 for a run that the scope''s group did not bring or that got values in SQL since; admins may delete any. Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.delete_runs.';

comment on function
  app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
  zone[], double precision[], boolean, bigint) is 'Stores checked measurements in a batch, by default one opened for this kind. A power that is NULL is a gap. Returns what became of the rows, and the first 100 conflicts: [{row, site_uuid, start_utc, end_utc, reason}], as app.judge_generation names them. Caller: app.ingest_generation. Lock: app.lock_generation, app.open_batch, the rows written, app.count_batch.';

comment on table app.batch_sites is 'What a batch did at each site, in numbers.';

comment on table app.batches is 'Who brought measurements or runs, by which door and when. Requests of fewer than 100 rows of one user, door, kind and UTC day share a batch; a deletion has one of its own. Rows that were written in SQL have none. A batch goes when nothing refers to it and 30 days are over.';

comment on table app.replaced_generation is 'Measurements as they were before a batch replaced or deleted them, kept 30 days so that the batch can be undone. Of a period that a batch changed several times: as before the first.';

comment on table app.run_batches is 'Which batch brought which run. No foreign key to forecasts: other writers delete runs as they like, and a row whose run does not exist means nothing.';

comment on table public.generation is 'Power that sites produced, as measured: mean power over [start_utc, end_utc). Table of the Python SDK; batch_id and batch_power_kw are ours. No constraint and no trigger refuses a row beyond the keys that the SDK knows.';

revoke all on function app.batches_of(uuid, bigint, bigint, integer) from public;

grant execute
  on function app.batches_of(uuid, bigint, bigint, integer)
  to sitecast_admin, sitecast_app;

revoke all on function app.changed_since(bigint, uuid[]) from public;

revoke all
  on function
    app.clear_generation(bigint, uuid, timestamp without time zone, timestamp without time zone,
    timestamp without time zone[], timestamp without time zone[], double precision[])
  from public;

revoke all
  on function
    app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time
    zone[], text[], integer[])
  from public;

revoke all
  on function
    app.delete_generation(uuid, timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function
    app.delete_generation(uuid, timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;

revoke all on function app.delete_runs(uuid[], uuid[]) from public;

revoke all
  on function
    app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
    time zone)
  from public;

grant execute
  on function
    app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
    time zone)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.judge_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
    double precision[], boolean)
  from public;

revoke all on function app.keep_replaced(bigint, uuid[], boolean) from public;

revoke all on function app.lock_generation(uuid[]) from public;

revoke all on function app.open_batch(text, bigint) from public;

revoke all
  on function app.period_end(timestamp without time zone, timestamp without time zone, integer)
  from public;

revoke all on function app.put_back(bigint, uuid[]) from public;

revoke all on function app.refuse_range(timestamp without time zone[], text) from public;

revoke all on function app.sites_to_undo(bigint) from public;

revoke all
  on function
    app.stored_near(uuid[], timestamp without time zone[], timestamp without time zone[])
  from public;

revoke all on function app.undo_batch(bigint) from public;

grant execute on function app.undo_batch(bigint) to sitecast_admin, sitecast_app;

revoke all on function app.undo_runs(bigint, uuid[]) from public;

revoke all on function app.withdraw_run(uuid, uuid) from public;

grant execute on function app.withdraw_run(uuid, uuid) to sitecast_admin, sitecast_app;

revoke all
  on function
    app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
    zone[], double precision[], boolean, bigint)
  from public;

revoke all on table public.generation from sitecast_sdk;

grant delete, select on table public.generation to sitecast_sdk;

revoke all (created_utc) on table public.generation from sitecast_sdk;

grant insert (created_utc), update (created_utc)
  on table public.generation
  to sitecast_sdk;

revoke all (end_utc) on table public.generation from sitecast_sdk;

grant insert (end_utc), update (end_utc) on table public.generation to sitecast_sdk;

revoke all (generation_power_kw) on table public.generation from sitecast_sdk;

grant insert (generation_power_kw), update (generation_power_kw)
  on table public.generation
  to sitecast_sdk;

revoke all (generation_uuid) on table public.generation from sitecast_sdk;

grant insert (generation_uuid), update (generation_uuid)
  on table public.generation
  to sitecast_sdk;

revoke all (site_uuid) on table public.generation from sitecast_sdk;

grant insert (site_uuid), update (site_uuid) on table public.generation to sitecast_sdk;

revoke all (start_utc) on table public.generation from sitecast_sdk;

grant insert (start_utc), update (start_utc) on table public.generation to sitecast_sdk;

grant insert (created_utc),
  update (created_utc),
  insert (end_utc),
  update (end_utc),
  insert (generation_power_kw),
  update (generation_power_kw),
  insert (generation_uuid),
  update (generation_uuid),
  insert (site_uuid), update (site_uuid), insert (start_utc), update (start_utc)
  on table public.generation
  to sitecast_sdk;
