create function app.judge_runs(run_ids bigint[], run_sites uuid[], run_times timestamp[],
  run_versions text[], run_models uuid[], of_places bigint[], of_runs bigint[], of_rows bigint[],
  starts timestamp[], ends timestamp[], powers double precision[], quantiles jsonb[])
returns table (at bigint, is_fresh boolean, is_same boolean, is_known boolean,
  contradicts boolean)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  stored record;
begin
  select array_agg(f.forecast_uuid) as uuids, array_agg(r.run) as runs,
    array_agg(r.ml_model_uuid) as models into stored
  from unnest(run_ids, run_sites, run_times, run_versions, run_models)
    r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
  join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc
    and f.forecast_version = r.forecast_version;

  -- Planned anew each time: a kept plan would not know how many runs there are to compare with.
  return query execute $q$
    with sent as materialized (
      select * from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality
        s (f, run, n, start_utc, end_utc, kw, quantiles, at)),
    known as materialized (
      select r.run, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values
      from unnest($8, $9, $10) r (forecast_uuid, run, ml_model_uuid)
      join forecast_values v using (forecast_uuid, ml_model_uuid)
      where v.forecast_uuid = any($8) and v.start_utc >= $11 and v.start_utc <= $12),
    compared as (
      select distinct on (at) sent.*, known.start_utc is not null as is_known,
        coalesce(known.end_utc = sent.end_utc and known.forecast_power_kw = sent.kw
          and known.probabilistic_values = sent.quantiles, false) as is_same
      from sent left join known using (run, start_utc)
      order by at, is_same desc),
    judged as (
      select at, is_same, is_known,
        row_number() over (partition by run, start_utc order by f, n) = 1 as is_first,
        bool_or(is_known and not is_same) over (partition by run) as contradicts
      from compared)
    select at, is_first and not is_known and not contradicts, is_same, is_known, contradicts
    from judged
  $q$ using of_places, of_runs, of_rows, starts, ends, powers, quantiles,
    coalesce(stored.uuids, '{}'), stored.runs, stored.models,
    (select min(s) from unnest(starts) s), (select max(s) from unnest(starts) s);
end
$$;

comment on function app.judge_runs(bigint[], uuid[], timestamp[], text[], uuid[], bigint[],
  bigint[], bigint[], timestamp[], timestamp[], double precision[], jsonb[]) is
  'Compares values of runs with what is stored of these runs, which are known by site, time, '
  'version and model. Of each value, by its place from 1 in the arrays: whether it would be '
  'stored, is stored likewise, is stored at all, and whether its run contradicts what is stored, '
  'of which nothing is stored then. of_places and of_rows tell which of the same values is the '
  'first. Caller: app.write_runs, app.judge_import_runs. Lock: none.';
