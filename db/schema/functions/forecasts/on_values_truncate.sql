create function app.on_values_truncate()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from latest_forecast_values;
  delete from app.model_runs;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
end
$$;

comment on function app.on_values_truncate() is
  'Empties the latest table and counts up all revisions after forecast_values was emptied; by '
  'DELETE, since TRUNCATE sites CASCADE is still using the table. Caller: trigger '
  'latest_truncate of forecast_values. Lock: rows of the latest table, then as '
  'app.touch_sites.';
