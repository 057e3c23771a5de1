create function app.lock_site(of_site uuid)
returns table (latitude double precision, longitude double precision)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  return query
    select latitude, longitude from sites where site_uuid = of_site for no key update;
end
$$;

comment on function app.lock_site(uuid) is
  'Returns where a site of the scope is, and keeps others from editing it until the '
  'transaction ends: what depends on its place is computed before app.edit_site, and another '
  'edit could move it meanwhile. No row for a stranger''s site. Caller: web roles '
  '(sql/sites/sites.ts). Lock: the site''s row FOR NO KEY UPDATE.';
grant execute on function app.lock_site(uuid) to sitecast_app, sitecast_admin;
