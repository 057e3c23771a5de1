create function app.set_site_active(of_site uuid, is_active boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update sites set active = is_active
  where site_uuid = of_site and coalesce(active, true) <> is_active;
end
$$;

comment on function app.set_site_active(uuid, boolean) is
  'Takes a site out of use, or back into it; one that is so already is left alone. Caller: '
  'sitecast_admin (sql/sites/admin_sites.ts). Lock: the site''s row.';
grant execute on function app.set_site_active(uuid, boolean) to sitecast_admin;
