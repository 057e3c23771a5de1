create function app.create_sites(described jsonb)
returns uuid[]
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  made uuid[] := array(select gen_random_uuid() from jsonb_array_elements(described));
  owner_group uuid := app.group_uuid();
  zone text;
begin
  if owner_group is null then raise 'no scope is open' using errcode = '42501'; end if;
  begin
    for zone in select distinct site ->> 'time_zone' from jsonb_array_elements(described) site loop
      perform now() at time zone zone;
    end loop;
  exception when invalid_parameter_value then
    raise 'There is no time zone named "%".', zone using errcode = '22023';
  end;
  perform pg_advisory_xact_lock(hashtext('sites.ml_id'));
  insert into sites (site_uuid, client_site_id, client_site_name, country, region, asset_type,
    orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
    altitude_m, time_zone, note, measured_every_minutes, dno, gsp, has_battery, is_tracked,
    is_curtailed, ml_id)
  select made[n], client_site_id, client_site_name, coalesce(country, 'uk'), region,
    coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
    longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
    coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,
    measured_every_minutes, dno, gsp,
    coalesce(has_battery, false), coalesce(is_tracked, false), coalesce(is_curtailed, false),
    last_id + n
  from (select coalesce(max(ml_id), 0) as last_id from sites) s,
    jsonb_array_elements(described) with ordinality d (site, n),
    jsonb_populate_record(null::sites, site);
  insert into site_group_sites (site_group_uuid, site_uuid) select owner_group, unnest(made)
  on conflict do nothing; -- an admin group has them already, by trigger
  return made;
end
$$;

comment on function app.create_sites(jsonb) is
  'Makes sites of the scope''s group from the columns of sites in each object of the array, with '
  'the SDK''s defaults (orientation 180, tilt 35, capacities of inverters and modules as the '
  'site''s), and returns their UUIDs in the same order. Throws 42501 without a scope, 22023 for '
  'an unknown time zone. Caller: web roles (sql/sites/bulk.ts); app.create_site. Lock: advisory '
  '''sites.ml_id'', one maker at a time.';
grant execute on function app.create_sites(jsonb) to sitecast_app, sitecast_admin;
