create function app.sites_of_client(part text)
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return array(
    select s.site_uuid from sites s join clients c using (client_uuid)
    where s.site_uuid = any((select app.visible_sites())::uuid[])
      and strpos(lower(c.client_name), lower(part)) > 0);
end
$$;

comment on function app.sites_of_client(text) is
  'Returns the UUIDs of the scope''s sites whose client''s name contains this text, whatever '
  'its case. Caller: web roles, who may not read clients (sql/sites/sites.ts). Lock: none.';
grant execute on function app.sites_of_client(text) to sitecast_app, sitecast_admin;
