create function app.write_runs(run_ids bigint[], run_sites uuid[], run_times timestamp[],
  run_versions text[], run_models uuid[], of_places bigint[], of_runs bigint[], of_rows bigint[],
  starts timestamp[], ends timestamp[], powers double precision[], horizons integer[],
  quantiles jsonb[], into_batch bigint default null, are_distinct boolean default false)
returns table (inserted integer, unchanged integer, conflicting integer,
  first_conflict bigint[], contradicting bigint[], batch_id bigint)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  -- Keys that differ in their last digits alone are added to one place of the index.
  key text := gen_random_uuid();
  judged record;
  brought record;
begin
  -- One after the other for each site, in the order of sites: the same run sent twice at once is
  -- stored once. No run that is there is locked after this, which could wait for its deleter.
  perform app.touch_sites(run_sites);
  if are_distinct and not exists (
      select 1 from unnest(run_sites, run_times, run_versions) r (site_uuid, made, version)
      join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.made
        and f.forecast_version = r.version
      where f.site_uuid = any(run_sites)) then
    -- All is new. Comparing it would take a third as long as storing it.
    select null::bigint[] as fresh, cardinality(starts)::bigint as inserted,
      0::bigint as conflicting, cardinality(starts)::bigint as sent,
      null::bigint[] as contradicting,
      null::bigint[] as first_conflict into judged;
  else
    select array_agg(at) filter (where is_fresh) as fresh,
      count(*) filter (where is_fresh) as inserted,
      count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
      array_agg(at) filter (where contradicts and not is_same) as contradicting,
      min(array[of_places[at], of_rows[at]]) filter (where is_known and not is_same)
        as first_conflict
    into judged
    from app.judge_runs(run_ids, run_sites, run_times, run_versions, run_models, of_places,
      of_runs, of_rows, starts, ends, powers, quantiles);
  end if;

  if judged.inserted > 0 then
    -- Planned anew each time: the number of values decides how they are joined with their runs.
    execute format($q$
      with fresh as materialized (
        select v.* from unnest($1, $2, $3, $4, $5, $6) with ordinality
          v (run, start_utc, end_utc, kw, horizon, quantiles, at) %s),
      made_run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from unnest($8, $9, $10, $11, $12)
          r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
        where run in (select run from fresh)),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
        select forecast_uuid, site_uuid, timestamp_utc, forecast_version from made_run),
      stored as (
        insert into forecast_values (forecast_value_uuid, start_utc, end_utc, forecast_power_kw,
          horizon_minutes, probabilistic_values, forecast_uuid, ml_model_uuid)
        select overlay($13 placing lpad(to_hex(at), 12, '0') from 25)::uuid, start_utc, end_utc,
          kw, coalesce(horizon,
            floor(extract(epoch from start_utc - timestamp_utc) / 60)::integer),
          quantiles, forecast_uuid, ml_model_uuid
        from fresh join made_run using (run))
      select array_agg(forecast_uuid) as uuids, array_agg(site_uuid) as sites,
        array_agg(n) as counts, array_agg(first) as firsts, array_agg(last) as lasts
      from (select forecast_uuid, site_uuid, count(*)::integer, min(start_utc), max(end_utc)
        from fresh join made_run using (run) group by 1, 2) m
          (forecast_uuid, site_uuid, n, first, last)
    $q$, case when judged.fresh is not null then 'join unnest($7) f (at) using (at)' end)
    into brought using of_runs, starts, ends, powers, horizons, quantiles, judged.fresh,
      run_ids, run_sites, run_times, run_versions, run_models, key;
    batch := coalesce(batch, app.open_batch('forecasts', judged.inserted));
    insert into app.run_batches (forecast_uuid, batch_id, site_uuid, value_count)
    select r, batch, s, n from unnest(brought.uuids, brought.sites, brought.counts) b (r, s, n);
    perform app.count_batch(batch, brought.sites, brought.firsts, brought.lasts,
      array_fill('inserted'::text, array[cardinality(brought.uuids)]), brought.counts);
  end if;
  inserted := judged.inserted;
  conflicting := judged.conflicting;
  unchanged := judged.sent - judged.inserted - judged.conflicting;
  first_conflict := judged.first_conflict;
  contradicting := coalesce(judged.contradicting, '{}');
  batch_id := batch;
  return next;
end
$$;

comment on function app.write_runs(bigint[], uuid[], timestamp[], text[], uuid[], bigint[],
  bigint[], bigint[], timestamp[], timestamp[], double precision[], integer[], jsonb[], bigint,
  boolean) is
  'Stores checked values of runs in a batch, by default one opened when there is something new. '
  'What is stored of a run stays; a run that contradicts it is left out as a whole. A horizon that '
  'is NULL becomes the minutes from the run to the start. are_distinct: no run has two values for '
  'a target time. Returns what became of the values, place and row of the first one that '
  'contradicts, the places in the arrays of those that were left out, and the batch. Caller: '
  'app.ingest_forecasts, app.move_runs, app.store_import_runs. Lock: as app.touch_sites, before it '
  'compares; then the rows written.';
