set local check_function_bodies = off;

drop function app.create_sites(jsonb);

drop function app.edit_sites(jsonb);

create or replace function app.create_site (
  site jsonb
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  made uuid;
  owner_group uuid := app.group_uuid();
begin
  if owner_group is null then raise 'no scope is open' using errcode = '42501'; end if;
  begin
    perform now() at time zone (site ->> 'time_zone');
  exception when invalid_parameter_value then
    raise 'There is no time zone named "%".', site ->> 'time_zone' using errcode = '22023';
  end;
  perform pg_advisory_xact_lock(hashtext('sites.ml_id'));
  insert into sites (client_site_id, client_site_name, country, region, asset_type, orientation,
    tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m,
    time_zone, note, measured_every_minutes, dno, gsp, has_battery, is_tracked, is_curtailed,
    ml_id)
  select client_site_id, client_site_name, coalesce(country, 'uk'), region,
    coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
    longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
    coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,
    measured_every_minutes, dno, gsp,
    coalesce(has_battery, false), coalesce(is_tracked, false), coalesce(is_curtailed, false),
    (select coalesce(max(s.ml_id), 0) + 1 from sites s)
  from jsonb_populate_record(null::sites, site)
  returning site_uuid into made;
  insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
  on conflict do nothing; -- an admin group has it already, by trigger
  return made;
end
$function$;

create or replace function app.edit_site (
  of_site uuid,
  changes jsonb,
  wanted_version integer
)
  returns text
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

comment on function app.create_site(jsonb) is 'Makes a site of the scope''s group from the columns of sites in the object, with the SDK''s defaults (orientation 180, tilt 35, capacities of inverters and modules as the site''s), and returns its UUID. Throws 42501 without a scope, 22023 for an unknown time zone. Caller: web roles (sql/sites/sites.ts). Lock: advisory ''sites.ml_id'', one maker at a time.';

comment on function app.edit_site(uuid, jsonb, integer) is 'Writes those columns that describe a site of the scope and that the object has, NULL for null; other keys are ignored. With wanted_version (NULL: any) only if the site is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found''; throws SC422 for an impossible capacity_from (app.keep_former_capacity). Caller: web roles, who have no right to update sites themselves (sql/sites/sites.ts). Lock: the site''s row FOR NO KEY UPDATE: two edits at once wait for each other, and each keeps the columns that the other wrote.';
