create function app.create_site(site jsonb)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return (app.create_sites(jsonb_build_array(site)))[1];
end
$$;

comment on function app.create_site(jsonb) is
  'Makes one site as app.create_sites does, and returns its UUID. Caller: web roles '
  '(sql/sites/sites.ts). Lock: as app.create_sites.';
grant execute on function app.create_site(jsonb) to sitecast_app, sitecast_admin;
