create function app.add_import_runs(of_import uuid, of_check integer, number integer,
  bytes_read bigint, run_numbers integer[], run_sites uuid[], run_times bigint[],
  run_models text[], run_versions text[], of_runs integer[], of_starts bigint[],
  of_ends bigint[], of_powers double precision[], of_p10s double precision[],
  of_p90s double precision[], of_horizons integer[], of_lines integer[], left_out jsonb)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.imports i set done = bytes_read, total = greatest(i.total, bytes_read)
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check;
  if not found then return false; end if;
  insert into app.import_runs (import_uuid, run_number, piece_number, site_uuid, made_utc,
    model_name, model_version, value_count, starts, ends, powers, p10s, p90s, horizons, lines)
  select of_import, run_numbers[r], number, run_sites[r],
    timestamp '1970-01-01' + run_times[r] * interval '1 millisecond', run_models[r],
    run_versions[r], count(*), array_agg(v.start_ms order by at), array_agg(v.end_ms order by at),
    array_agg(v.kw order by at), array_agg(v.p10 order by at), array_agg(v.p90 order by at),
    array_agg(v.horizon order by at), array_agg(v.line order by at)
  from unnest(of_runs, of_starts, of_ends, of_powers, of_p10s, of_p90s, of_horizons, of_lines)
    with ordinality v (r, start_ms, end_ms, kw, p10, p90, horizon, line, at)
  group by r;
  if jsonb_array_length(left_out) > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    values (of_import, number, left_out);
  end if;
  return true;
end
$$;

comment on function app.add_import_runs(uuid, integer, integer, bigint, integer[], uuid[],
  bigint[], text[], text[], integer[], bigint[], bigint[], double precision[],
  double precision[], double precision[], integer[], integer[], jsonb) is
  'Keeps a piece of a file of forecasts that is being checked, with the lines that were left out '
  'of it. of_runs: the place of each value''s run in the arrays of runs, from 1. Returns false '
  'when another check has begun since. Caller: the owner (sql/imports/forecast_work.ts). Lock: '
  'the import''s row.';
