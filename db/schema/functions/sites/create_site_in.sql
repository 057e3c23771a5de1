create function app.create_site_in(site jsonb, groups uuid[])
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  made uuid := app.create_site(site);
  of_group uuid;
begin
  foreach of_group in array groups loop
    perform app.link_sites(of_group, array[made]);
  end loop;
  return made;
end
$$;

comment on function app.create_site_in(jsonb, uuid[]) is
  'Makes a site as app.create_site does and links it to these groups; without any it belongs '
  'to the admin groups alone. Caller: sitecast_admin (sql/sites/admin_sites.ts). Lock: as '
  'app.create_site and app.link_sites.';
grant execute on function app.create_site_in(jsonb, uuid[]) to sitecast_admin;
