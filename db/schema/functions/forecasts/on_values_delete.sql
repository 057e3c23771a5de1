create function app.on_values_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  starts timestamp[];
  models uuid[];
begin
  select array_agg(forecast_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    into runs, starts, models from old_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(runs);
  perform app.rebuild_shown(runs, starts, models);
  return null;
end
$$;

comment on function app.on_values_delete() is
  'Keeps the latest table true after values were deleted. Caller: trigger latest_delete of '
  'forecast_values. Lock: the runs FOR SHARE in the order of their UUIDs, then as '
  'app.touch_sites.';
