create function app.leave_site(site uuid)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_sites(array[site]);
  return (select deactivated > 0 from app.unlink_sites(app.group_uuid(), array[site]));
end
$$;

comment on function app.leave_site(uuid) is
  'Takes a site out of the scope''s own group and returns whether it became inactive. Throws '
  'P0002 for a site that the group does not have. Caller: web roles. Lock: as '
  'app.unlink_sites.';
grant execute on function app.leave_site(uuid) to sitecast_app, sitecast_admin;
