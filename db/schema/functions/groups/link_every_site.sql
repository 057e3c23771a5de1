create function app.link_every_site()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  insert into site_group_sites (site_group_uuid, site_uuid)
  select new.site_group_uuid, site_uuid from sites
  on conflict do nothing;
  return null;
end
$$;

comment on function app.link_every_site() is
  'Links a group that becomes an admin group to every site. Caller: trigger link_every_site of '
  'site_groups. Lock: advisory ''app.is_admin'', against app.link_to_admin_groups: a site made '
  'meanwhile would be missed by both.';
