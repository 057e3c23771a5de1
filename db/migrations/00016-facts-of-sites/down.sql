set local check_function_bodies = off;

alter table public.site_capacities
  drop constraint site_capacities_site_uuid_fkey;

drop function app.keep_former_capacity(public.sites, public.sites);

-- Loses data.
alter table public.sites
  drop column capacity_from;

-- Loses data.
alter table public.sites
  drop column has_battery;

-- Loses data.
alter table public.sites
  drop column is_curtailed;

-- Loses data.
alter table public.sites
  drop column is_tracked;

-- Loses data.
drop table public.site_capacities;

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
    time_zone, note, measured_every_minutes, dno, gsp, ml_id)
  select client_site_id, client_site_name, coalesce(country, 'uk'), region,
    coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
    longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
    coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,
    measured_every_minutes, dno, gsp,
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
  site sites;
begin
  if not of_site = any(app.visible_sites()) then return 'not found'; end if;
  select * into site from sites where site_uuid = of_site for no key update;
  if not found then return 'not found'; end if;
  if site.version <> wanted_version then return 'changed meanwhile'; end if;
  if changes = '{}' then return 'updated'; end if;
  site := jsonb_populate_record(site, changes);
  update sites set client_site_id = site.client_site_id,
    client_site_name = site.client_site_name, country = site.country, region = site.region,
    dno = site.dno, gsp = site.gsp, asset_type = site.asset_type,
    orientation = site.orientation, tilt = site.tilt, latitude = site.latitude,
    longitude = site.longitude, capacity_kw = site.capacity_kw,
    inverter_capacity_kw = site.inverter_capacity_kw,
    module_capacity_kw = site.module_capacity_kw, altitude_m = site.altitude_m,
    time_zone = site.time_zone, note = site.note,
    measured_every_minutes = site.measured_every_minutes
  where site_uuid = of_site;
  return 'updated';
end
$function$;

comment on function app.edit_site(uuid, jsonb, integer) is 'Writes those columns that describe a site of the scope and that the object has, NULL for null; other keys are ignored. With wanted_version (NULL: any) only if the site is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found''. Caller: web roles, who have no right to update sites themselves (sql/sites/sites.ts). Lock: the site''s row FOR NO KEY UPDATE: two edits at once wait for each other, and each keeps the columns that the other wrote.';

comment on table public.sites is 'Solar and wind installations, each at one place. Table of the Python SDK; altitude_m, time_zone, note, version and measured_every_minutes are ours. Triggers keep the history of every change, whoever writes.';
