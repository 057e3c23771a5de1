create function app.on_all_changed()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
end
$$;

comment on function app.on_all_changed() is
  'Counts up the revisions of all sites. Caller: statement triggers after which any site may '
  'look different. Lock: as app.touch_sites.';
