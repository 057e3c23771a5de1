create function app.link_sites(to_group uuid, sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare linked integer;
begin
  perform app.check_group(to_group);
  if exists (select 1 from unnest(link_sites.sites) w
      where not exists (select 1 from sites s where s.site_uuid = w)) then
    raise 'no such site' using errcode = 'P0002';
  end if;
  insert into site_group_sites (site_group_uuid, site_uuid)
  select distinct to_group, w from unnest(link_sites.sites) w order by w
  on conflict do nothing;
  get diagnostics linked = row_count;
  return linked;
end
$$;

comment on function app.link_sites(uuid, uuid[]) is
  'Gives a group these sites and returns how many it did not have before. Throws P0002 without '
  'such a group or for an unknown site. Caller: sitecast_admin; app.create_site_in. Lock: the '
  'group''s row FOR SHARE.';
grant execute on function app.link_sites(uuid, uuid[]) to sitecast_admin;
