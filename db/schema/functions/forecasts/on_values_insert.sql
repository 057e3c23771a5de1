create function app.on_values_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  first timestamp;
  last timestamp;
begin
  select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
    into runs, first, last from new_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(runs);
  perform app.refresh_latest(runs, first, last);
  return null;
end
$$;

comment on function app.on_values_insert() is
  'Keeps the latest table true after values were inserted. Caller: trigger latest_insert of '
  'forecast_values. Lock: the runs FOR SHARE in the order of their UUIDs, then as '
  'app.touch_sites.';
