create function app.delete_runs(sites uuid[], runs uuid[])
returns table (removed integer, value_count integer)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(sites);
  delete from forecast_values v where v.forecast_uuid = any(runs);
  get diagnostics value_count = row_count;
  delete from forecasts f where f.forecast_uuid = any(runs);
  get diagnostics removed = row_count;
  delete from app.run_batches b where b.forecast_uuid = any(runs);
  return next;
end
$$;

comment on function app.delete_runs(uuid[], uuid[]) is
  'Deletes runs of these sites with their values, and returns how many runs and values went. '
  'Caller: app.undo_runs, app.withdraw_run. Lock: app.touch_sites, then as the triggers of '
  'forecast_values.';
