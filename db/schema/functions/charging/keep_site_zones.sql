create function app.keep_site_zones(sites uuid[], zones text[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.site_zones as z (site_uuid, time_zone)
  select known.site_uuid, known.time_zone
  from unnest(sites, zones) as known (site_uuid, time_zone)
  where known.site_uuid = any(app.visible_sites())
    and not exists (select 1 from app.site_zones there
      where there.site_uuid = known.site_uuid and there.time_zone = known.time_zone)
  order by known.site_uuid
  on conflict (site_uuid) do update set time_zone = excluded.time_zone;
end
$$;

comment on function app.keep_site_zones(uuid[], text[]) is
  'Keeps the time zones of sites of the scope, in the same order, where they are new. Caller: '
  'web roles, before a session or a place names the site (sql/charging/site_zones.ts). Lock: the '
  'sites'' rows of app.site_zones; as app.recount_charging_costs where a zone changed.';
grant execute on function app.keep_site_zones(uuid[], text[]) to sitecast_app;
