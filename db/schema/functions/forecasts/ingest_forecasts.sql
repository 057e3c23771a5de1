create function app.ingest_forecasts(body jsonb)
returns table (inserted integer, unchanged integer, conflicting integer, first_conflict text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  checks record;
  runs integer := jsonb_array_length(body);
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
      array_agg(horizon) as horizons, array_agg(quantiles) as quantiles from sent) all_values
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

  select w.* into result from app.write_runs(checks.ids, checks.sites, checks.times,
    checks.versions, checks.models, checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
    checks.powers, checks.horizons, checks.quantiles) w;
  inserted := result.inserted;
  conflicting := result.conflicting;
  unchanged := result.unchanged;
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
  'Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.write_runs.';
grant execute on function app.ingest_forecasts(jsonb) to sitecast_app, sitecast_admin;
