create function app.store_forecasts(forecasts jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  known uuid[];
  stored bigint;
begin
  -- Locks the sites: no other process can store the same run between this read and the insert.
  perform app.touch_sites(array(
    select distinct (r ->> 'site_uuid')::uuid from jsonb_array_elements(forecasts) r));
  select array_agg(f.forecast_uuid) into known
  from jsonb_to_recordset(forecasts) r (site_uuid uuid, timestamp_utc timestamptz,
    forecast_version text)
  join forecasts f on f.site_uuid = r.site_uuid
    and f.timestamp_utc = r.timestamp_utc at time zone 'utc'
    and f.forecast_version = r.forecast_version;
  with run as materialized (
    select gen_random_uuid() as forecast_uuid, r.*,
      coalesce(r.written_utc, now()) at time zone 'utc' as created_utc
    from jsonb_to_recordset(forecasts) r (site_uuid uuid, timestamp_utc timestamptz,
      forecast_version text, ml_model_uuid uuid, written_utc timestamptz, "values" jsonb)
    where known is null or not exists (
      select from unnest(known) k (forecast_uuid) join forecasts f using (forecast_uuid)
      where f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc at time zone 'utc'
        and f.forecast_version = r.forecast_version and exists (
          select from forecast_values v where v.forecast_uuid = f.forecast_uuid
            and v.ml_model_uuid is not distinct from r.ml_model_uuid))
    order by r.site_uuid),
  made as (
    insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version, created_utc)
    select forecast_uuid, site_uuid, timestamp_utc at time zone 'utc', forecast_version,
      created_utc
    from run),
  made_values as (
    insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
      probabilistic_values, forecast_uuid, ml_model_uuid, created_utc)
    select v.start_utc at time zone 'utc', v.end_utc at time zone 'utc', v.forecast_power_kw,
      coalesce(v.horizon_minutes, -1), coalesce(v.probabilistic_values, '{}'), run.forecast_uuid,
      run.ml_model_uuid, run.created_utc
    from run, jsonb_to_recordset(run."values") v (start_utc timestamptz, end_utc timestamptz,
      forecast_power_kw float8, horizon_minutes integer, probabilistic_values jsonb))
  select count(*) into stored from run;
  return stored;
end
$$;

comment on function app.store_forecasts(jsonb) is
  'Stores runs with their values, except those of a site, time, version and model that have a run '
  'already, and returns how many it stored. forecasts: [{site_uuid, timestamp_utc, '
  'forecast_version, ml_model_uuid?, written_utc?, values: [{start_utc, end_utc, '
  'forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; times carry an offset. Caller: '
  'the owner (sql/forecasts/forecasts.ts). Lock: as app.touch_sites, before it compares.';
