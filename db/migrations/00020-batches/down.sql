set local check_function_bodies = off;

revoke all (created_utc) on table public.generation from sitecast_sdk;

revoke all (end_utc) on table public.generation from sitecast_sdk;

revoke all (generation_power_kw) on table public.generation from sitecast_sdk;

revoke all (generation_uuid) on table public.generation from sitecast_sdk;

revoke all (site_uuid) on table public.generation from sitecast_sdk;

revoke all (start_utc) on table public.generation from sitecast_sdk;

drop index public.ix_generation_batch_id;

alter table app.batch_sites
  drop constraint batch_sites_batch_id_fkey;

alter table app.batch_sites
  drop constraint batch_sites_site_uuid_fkey;

alter table app.batches
  drop constraint batches_site_group_uuid_fkey;

alter table app.batches
  drop constraint batches_user_uuid_fkey;

alter table app.replaced_generation
  drop constraint replaced_generation_site_uuid_fkey;

alter table app.run_batches
  drop constraint run_batches_site_uuid_fkey;

drop function app.batches_of(uuid, bigint, bigint, integer);

drop function app.changed_since(bigint, uuid[]);

drop function
  app.clear_generation(bigint, uuid, timestamp without time zone, timestamp without time zone,
  timestamp without time zone[], timestamp without time zone[], double precision[]);

drop function
  app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time zone[],
  text[], integer[]);

drop function
  app.delete_generation(uuid, timestamp without time zone, timestamp without time zone);

drop function app.delete_runs(uuid[], uuid[]);

drop function
  app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
  time zone);

drop function
  app.judge_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
  double precision[], boolean);

drop function app.keep_replaced(bigint, uuid[], boolean);

drop function app.lock_generation(uuid[]);

drop function app.open_batch(text, bigint);

drop function app.period_end(timestamp without time zone, timestamp without time zone, integer);

drop function app.put_back(bigint, uuid[]);

drop function app.refuse_range(timestamp without time zone[], text);

drop function app.sites_to_undo(bigint);

drop function
  app.stored_near(uuid[], timestamp without time zone[], timestamp without time zone[]);

drop function app.undo_batch(bigint);

drop function app.undo_runs(bigint, uuid[]);

drop function app.withdraw_run(uuid, uuid);

drop function
  app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
  zone[], double precision[], boolean, bigint);

-- Loses data.
alter table public.generation
  drop column batch_id;

-- Loses data.
alter table public.generation
  drop column batch_power_kw;

-- Loses data.
drop table app.batch_sites;

-- Loses data.
drop table app.batches;

-- Loses data.
drop table app.replaced_generation;

-- Loses data.
drop table app.run_batches;

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
      from fresh join made_run using (run))
    select (select count(*) from fresh) as inserted,
      count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
      min(array[f, n]) filter (where is_known and not is_same) as first_conflict
    from judged
  $q$ into result using checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
    checks.powers, checks.horizons, checks.quantiles, coalesce(stored.uuids, '{}'),
    stored.runs, stored.models, checks.first, checks.last, checks.ids, checks.sites,
    checks.times, checks.versions, checks.models;
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
  replace boolean
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    first_conflict text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare checks record;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
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
        when kw is null
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        -- A generator at the edge of its plate gives a little more; an inverter uses some at night.
        when kw > 1.1 * plate or kw < -0.05 * plate
          then format('generation_power_kw|%s kW is %s times the capacity of %s kW.', kw,
            case when kw > 0 then 'more than 1.1' else 'less than -0.05' end, plate)
        when kw <> first_value(kw) over period
          then format('generation_power_kw|row %s has another value for this period.',
            first_value(n) over period)
      end as problem
    from sent left join ours using (site_uuid)
    window period as (partition by site_uuid, start_utc, end_utc order by n))
  select one.*, all_rows.* into checks
  from (select array_agg(n) as places, array_agg(site_uuid) as sites,
      array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers
      from sent) all_rows
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
      format('values.%s.', checks.n - 1), checks.problem);
  end if;

  with done as (
    insert into generation as g (site_uuid, start_utc, end_utc, generation_power_kw)
    select distinct on (site_uuid, start_utc, end_utc) site_uuid, start_utc, end_utc, kw
    from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
      s (n, site_uuid, start_utc, end_utc, kw) order by 1, 2, 3, n
    on conflict (site_uuid, start_utc, end_utc) do update
      set generation_power_kw = excluded.generation_power_kw, created_utc = excluded.created_utc
      where ingest_generation.replace and g.generation_power_kw <> excluded.generation_power_kw
    returning xmax = 0 as is_new)
  select count(*) filter (where is_new), count(*) filter (where not is_new)
  into inserted, replaced from done;

  -- In a statement of its own: what somebody else stored meanwhile is seen by now.
  select count(*) filter (where kw <> g.generation_power_kw),
    'Row ' || min(n) filter (where kw <> g.generation_power_kw)
  into conflicting, first_conflict
  from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
      s (n, site_uuid, start_utc, end_utc, kw)
    join generation g using (site_uuid, start_utc, end_utc);
  unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
  return next;
end
$function$;

comment on function app.ingest_generation(jsonb, boolean) is 'Checks and stores measurements of the scope''s sites, all of them or none. body: [{site_uuid, start_utc, end_utc, generation_power_kw}]. What is stored for a period stays, unless replace; a row that is sent twice counts as unchanged the second time. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s. In the order of the key, so that two callers cannot deadlock. Caller: web roles (sql/generation/generation.ts). Lock: the rows inserted or replaced.';

comment on table public.generation is 'Power that sites produced, as measured: mean power over [start_utc, end_utc). Table of the Python SDK. No constraint and no trigger refuses a row beyond the keys that the SDK knows.';

revoke all on function app.ingest_generation(jsonb, boolean) from public;

grant execute
  on function app.ingest_generation(jsonb, boolean)
  to sitecast_admin, sitecast_app;

revoke all on table public.generation from sitecast_sdk;

grant delete, insert, select, update on table public.generation to sitecast_sdk;
