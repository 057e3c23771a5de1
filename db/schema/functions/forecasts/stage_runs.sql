create function app.stage_runs(of_upload uuid, number integer, run_sites uuid[],
  run_us bigint[], run_versions text[], run_models text[], run_model_versions text[],
  runs integer[], lines integer[], line_rows integer[], start_us bigint[], end_us bigint[],
  powers double precision[], horizons integer[], quantiles jsonb[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.staged_runs (site_group_uuid, upload_uuid, piece_number, run_sites, run_times,
    run_versions, run_models, run_model_versions, runs, lines, line_rows, starts, ends, powers,
    horizons, quantiles)
  values (app.group_uuid(), of_upload, number, run_sites, app.times_of(run_us), run_versions,
    run_models, run_model_versions, runs, lines, line_rows, app.times_of(start_us),
    app.times_of(end_us), powers, horizons, quantiles);
end
$$;

comment on function app.stage_runs(uuid, integer, uuid[], bigint[], text[], text[], text[],
  integer[], integer[], integer[], bigint[], bigint[], double precision[], integer[], jsonb[]) is
  'Keeps a checked piece of an upload of the scope''s group, as the columns of app.staged_runs; '
  'times in microseconds since 1970 (UTC). Throws 23502 without a scope. Caller: web roles '
  '(sql/forecasts/uploads.ts). Lock: the row inserted.';
grant execute on function app.stage_runs(uuid, integer, uuid[], bigint[], text[], text[], text[],
  integer[], integer[], integer[], bigint[], bigint[], double precision[], integer[], jsonb[])
  to sitecast_app, sitecast_admin;
