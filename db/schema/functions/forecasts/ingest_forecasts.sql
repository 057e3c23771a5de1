create function app.ingest_forecasts(body jsonb)
returns table (inserted integer, unchanged integer, conflicting integer, first_conflict text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.ingest_forecasts(jsonb) is
  'Checks and stores runs for the scope''s sites, all of them or none. body: [{site_uuid, '
  'timestamp_utc, forecast_version, ml_model_uuid, values: [{start_utc, end_utc, '
  'forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; without a horizon it is the '
  'minutes from the run''s time to the start. A run is known by site, time, model and version: '
  'what is stored of it stays, so that a request may be repeated and a run may come in parts; '
  'a run that contradicts it is left out as a whole and counted as conflicting. Throws SC422 '
  'that names the first row that is refused, SC404 for a site that is not the scope''s. '
  'Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.touch_sites, before it compares.';
grant execute on function app.ingest_forecasts(jsonb) to sitecast_app, sitecast_admin;
