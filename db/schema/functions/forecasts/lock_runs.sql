create function app.lock_runs(runs uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f
    where f.forecast_uuid in (select unnest(runs))
    order by f.forecast_uuid for share));
end
$$;

comment on function app.lock_runs(uuid[]) is
  'Locks these runs and counts up the revisions of their sites, which keeps two writers of the '
  'latest table from losing a row. What is read after it must be a statement of its own. Caller: '
  'triggers of forecast_values, first. Lock: the runs FOR SHARE in the order of their UUIDs, then '
  'as app.touch_sites.';
