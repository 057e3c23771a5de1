create function app.edit_site(of_site uuid, changes jsonb, wanted_version integer)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  before sites;
  site sites;
begin
  if not of_site = any(app.visible_sites()) then return 'not found'; end if;
  select * into before from sites where site_uuid = of_site for no key update;
  if not found then return 'not found'; end if;
  if before.version <> wanted_version then return 'changed meanwhile'; end if;
  if changes = '{}' then return 'updated'; end if;
  site := jsonb_populate_record(before, changes);
  perform app.keep_former_capacity(before, site);
  update sites set client_site_id = site.client_site_id,
    client_site_name = site.client_site_name, country = site.country, region = site.region,
    dno = site.dno, gsp = site.gsp, asset_type = site.asset_type,
    orientation = site.orientation, tilt = site.tilt, latitude = site.latitude,
    longitude = site.longitude, capacity_kw = site.capacity_kw,
    inverter_capacity_kw = site.inverter_capacity_kw,
    module_capacity_kw = site.module_capacity_kw, altitude_m = site.altitude_m,
    time_zone = site.time_zone, note = site.note,
    measured_every_minutes = site.measured_every_minutes,
    capacity_from = site.capacity_from,
    has_battery = site.has_battery, is_tracked = site.is_tracked,
    is_curtailed = site.is_curtailed
  where site_uuid = of_site;
  return 'updated';
end
$$;

comment on function app.edit_site(uuid, jsonb, integer) is
  'Writes those columns that describe a site of the scope and that the object has, NULL for '
  'null; other keys are ignored. With wanted_version (NULL: any) only if the site is still at '
  'it. Returns ''updated'', ''changed meanwhile'' or ''not found''; throws '
  'SC422 for an impossible capacity_from (app.keep_former_capacity). Caller: web roles, who '
  'have no right to update sites themselves (sql/sites/sites.ts). Lock: the site''s row FOR NO '
  'KEY UPDATE: two edits at once wait for each other, and each keeps the columns that the '
  'other wrote.';
grant execute on function app.edit_site(uuid, jsonb, integer) to sitecast_app, sitecast_admin;
