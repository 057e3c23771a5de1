create function app.touch_sites(ids uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute 'insert into site_revisions as r (site_uuid)
    select s.site_uuid from sites s where s.site_uuid = any($1) order by 1
    on conflict (site_uuid) do update set revision = r.revision + 1' using ids;
end
$$;

comment on function app.touch_sites(uuid[]) is
  'Counts up the revisions of these sites, in the order of their UUIDs. Every writer of the '
  'latest table does so first, and reads in a later statement only: the revision''s row is the '
  'lock that keeps two writers from losing a row, and a real update, so that under REPEATABLE '
  'READ the second one fails (40001) instead of being wrong. Caller: triggers of forecasts, '
  'forecast_values, sites and ml_model; ingestion; retention. Lock: the rows of site_revisions '
  'until the transaction ends.';
