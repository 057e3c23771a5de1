create function app.create_site(site jsonb)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.create_site(jsonb) is
  'Makes a site of the scope''s group from the columns of sites in the object, with the SDK''s '
  'defaults (orientation 180, tilt 35, capacities of inverters and modules as the site''s), '
  'and returns its UUID. Throws 42501 without a scope, 22023 for an unknown time zone. Caller: '
  'web roles (sql/sites/sites.ts). Lock: advisory ''sites.ml_id'', one maker at a time.';
grant execute on function app.create_site(jsonb) to sitecast_app, sitecast_admin;
