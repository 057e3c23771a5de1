set local check_function_bodies = off;

create or replace function app.create_site (
  site jsonb
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return (app.create_sites(jsonb_build_array(site)))[1];
end
$function$;

create or replace function app.create_sites (
  described jsonb
)
  returns uuid[]
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
begin
  return (select outcome from app.edit_sites(jsonb_build_array(jsonb_build_object(
    'site_uuid', of_site, 'changes', changes, 'version', wanted_version))));
end
$function$;

create or replace function app.edit_sites (
  edits jsonb
)
  returns table (
    edited_site uuid,
    outcome text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  ids uuid[] := array(select (e ->> 'site_uuid')::uuid from jsonb_array_elements(edits) e);
  befores sites[];
  edit record;
begin
  befores := array(select s from (
    select * from sites
    where site_uuid = any(ids) and site_uuid = any((select app.visible_sites())::uuid[])
    order by site_uuid for no key update) s);
  for edit in
    select before, after
    from jsonb_to_recordset(edits) e (site_uuid uuid, version integer, changes jsonb)
    join unnest(befores) before using (site_uuid),
      jsonb_populate_record(before, e.changes) after
    where before.version = coalesce(e.version, before.version) and e.changes ? 'capacity_from'
  loop
    perform app.keep_former_capacity(edit.before, edit.after);
  end loop;
  update sites s set client_site_id = after.client_site_id,
    client_site_name = after.client_site_name, country = after.country, region = after.region,
    dno = after.dno, gsp = after.gsp, asset_type = after.asset_type,
    orientation = after.orientation, tilt = after.tilt, latitude = after.latitude,
    longitude = after.longitude, capacity_kw = after.capacity_kw,
    inverter_capacity_kw = after.inverter_capacity_kw,
    module_capacity_kw = after.module_capacity_kw, altitude_m = after.altitude_m,
    time_zone = after.time_zone, note = after.note,
    measured_every_minutes = after.measured_every_minutes,
    capacity_from = after.capacity_from,
    has_battery = after.has_battery, is_tracked = after.is_tracked,
    is_curtailed = after.is_curtailed
  from jsonb_to_recordset(edits) e (site_uuid uuid, version integer, changes jsonb)
    join unnest(befores) before using (site_uuid),
    jsonb_populate_record(before, e.changes) after
  where s.site_uuid = before.site_uuid and e.changes <> '{}'
    and before.version = coalesce(e.version, before.version);
  return query
    select e.site_uuid, case when before.site_uuid is null then 'not found'
      when before.version <> e.version then 'changed meanwhile' else 'updated' end
    from jsonb_to_recordset(edits) e (site_uuid uuid, version integer)
    left join unnest(befores) before using (site_uuid);
end
$function$;

comment on function app.create_site(jsonb) is 'Makes one site as app.create_sites does, and returns its UUID. Caller: web roles (sql/sites/sites.ts). Lock: as app.create_sites.';

comment on function app.create_sites(jsonb) is 'Makes sites of the scope''s group from the columns of sites in each object of the array, with the SDK''s defaults (orientation 180, tilt 35, capacities of inverters and modules as the site''s), and returns their UUIDs in the same order. Throws 42501 without a scope, 22023 for an unknown time zone. Caller: web roles (sql/sites/bulk.ts); app.create_site. Lock: advisory ''sites.ml_id'', one maker at a time.';

comment on function app.edit_site(uuid, jsonb, integer) is 'Edits one site as app.edit_sites does, with wanted_version (NULL: any) only if it is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found''. Caller: web roles (sql/sites/sites.ts). Lock: as app.edit_sites.';

comment on function app.edit_sites(jsonb) is 'Edits sites of the scope, each once: [{site_uuid, changes, version}]. Writes those columns that describe a site and that the changes have, NULL for null; other keys are ignored. With a version that is not NULL only if the site is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found'' for each; throws SC422 for an impossible capacity_from (app.keep_former_capacity). Caller: web roles, who have no right to update sites themselves (sql/sites/bulk.ts); app.edit_site. Lock: the rows of the sites FOR NO KEY UPDATE, in their order: two edits at once wait for each other, and each keeps the columns that the other wrote.';

revoke all on function app.create_sites(jsonb) from public;

grant execute on function app.create_sites(jsonb) to sitecast_admin, sitecast_app;

revoke all on function app.edit_sites(jsonb) from public;

grant execute on function app.edit_sites(jsonb) to sitecast_admin, sitecast_app;
