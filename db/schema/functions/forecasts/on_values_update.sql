create function app.on_values_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  old_runs uuid[];
  old_starts timestamp[];
  old_models uuid[];
  runs uuid[];
  first timestamp;
  last timestamp;
begin
  select array_agg(forecast_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    into old_runs, old_starts, old_models from old_rows;
  select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
    into runs, first, last from new_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(old_runs || runs);
  perform app.rebuild_shown(old_runs, old_starts, old_models);
  perform app.refresh_latest(runs, first, last);
  return null;
end
$$;

comment on function app.on_values_update() is
  'Keeps the latest table true after values were changed. Caller: trigger latest_update of '
  'forecast_values. Lock: the runs, old and new, FOR SHARE in the order of their UUIDs, then '
  'as app.touch_sites.';
