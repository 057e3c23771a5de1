create function app.on_sites_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_sites_update() is
  'Counts up the revisions of the sites that were edited. Caller: trigger revision_update of '
  'sites. Lock: as app.touch_sites.';
