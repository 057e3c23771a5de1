create function app.import_runs_from(of_import uuid, from_run integer)
returns table (run_ids bigint[], run_sites uuid[], run_times timestamp[], run_models text[],
  run_versions text[], of_places bigint[], of_runs bigint[], of_rows bigint[],
  starts timestamp[], ends timestamp[], powers double precision[], horizons integer[],
  quantiles jsonb[], next_run integer)
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  most constant integer := 10000;
  part record;
  total integer := 0;
  last_run integer;
begin
  for part in
    select r.run_number, r.value_count from app.import_runs r
    where r.import_uuid = of_import and r.run_number >= from_run order by r.run_number
  loop
    exit when total >= most and part.run_number <> last_run;
    total := total + part.value_count;
    last_run := part.run_number;
  end loop;
  if last_run is null then return; end if;
  next_run := last_run + 1;
  select array_agg(r.run_number::bigint order by r.run_number),
    array_agg(r.site_uuid order by r.run_number), array_agg(r.made_utc order by r.run_number),
    array_agg(r.model_name order by r.run_number),
    array_agg(r.model_version order by r.run_number)
  into run_ids, run_sites, run_times, run_models, run_versions
  from (select distinct on (run_number) * from app.import_runs
    where import_uuid = of_import and run_number between from_run and last_run
    order by run_number, piece_number) r;
  select array_agg(r.run_number::bigint), array_agg(r.run_number::bigint),
    array_agg(v.line::bigint), app.import_times(array_agg(v.start_ms)),
    app.import_times(array_agg(v.end_ms)), array_agg(v.kw), array_agg(v.horizon),
    array_agg(jsonb_strip_nulls(jsonb_build_object('p10', v.p10, 'p90', v.p90)))
  into of_places, of_runs, of_rows, starts, ends, powers, horizons, quantiles
  from app.import_runs r
  cross join unnest(r.starts, r.ends, r.powers, r.p10s, r.p90s, r.horizons, r.lines)
    v (start_ms, end_ms, kw, p10, p90, horizon, line)
  where r.import_uuid = of_import and r.run_number between from_run and last_run;
  return next;
end
$$;

comment on function app.import_runs_from(uuid, integer) is
  'Returns runs of a checked file from a number on, whole ones, until there are 10,000 values, as '
  'app.write_runs takes them (rows are lines), and the number after them; nothing after the last. '
  'Caller: app.judge_import_runs, app.store_import_runs. Lock: none.';
