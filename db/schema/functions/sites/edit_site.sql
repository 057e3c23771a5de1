create function app.edit_site(of_site uuid, changes jsonb, wanted_version integer)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return (select outcome from app.edit_sites(jsonb_build_array(jsonb_build_object(
    'site_uuid', of_site, 'changes', changes, 'version', wanted_version))));
end
$$;

comment on function app.edit_site(uuid, jsonb, integer) is
  'Edits one site as app.edit_sites does, with wanted_version (NULL: any) only if it is still at '
  'it. Returns ''updated'', ''changed meanwhile'' or ''not found''. Caller: web roles '
  '(sql/sites/sites.ts). Lock: as app.edit_sites.';
grant execute on function app.edit_site(uuid, jsonb, integer) to sitecast_app, sitecast_admin;
