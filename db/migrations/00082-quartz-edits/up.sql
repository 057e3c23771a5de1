set local check_function_bodies = off;

create or replace function app.deactivate_orphans (
  of_sites uuid[]
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  ordinary uuid[] := array(select site_group_uuid from site_groups
    where not is_admin and site_group_name is distinct from 'ocf');
  kept uuid[] := array(select site_uuid from site_group_sites
    where site_uuid = any(of_sites) and site_group_uuid = any(ordinary));
  orphans integer;
begin
  update sites set active = false
  where site_uuid = any(of_sites) and site_uuid <> all(kept) and active is not false;
  get diagnostics orphans = row_count;
  return orphans;
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
    is_curtailed = after.is_curtailed, client_uuid = after.client_uuid
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

comment on function app.deactivate_orphans(uuid[]) is 'Deactivates those of the sites that no ordinary group has and returns how many. Admin groups, which have every site, do not count, nor does a group named ocf, which the Python SDK and the site API of Quartz leave out. Caller: app.unlink_sites, app.delete_group. Lock: the sites'' rows.';

comment on function app.edit_sites(jsonb) is 'Edits sites of the scope, each once: [{site_uuid, changes, version}]. Writes those columns that describe a site and that the changes have, NULL for null; other keys are ignored. With a version that is not NULL only if the site is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found'' for each; throws SC422 for an impossible capacity_from (app.keep_former_capacity), 23503 for an unknown client. Caller: web roles, who have no right to update sites themselves (sql/sites/bulk.ts); app.edit_site. Lock: the rows of the sites FOR NO KEY UPDATE, in their order: two edits at once wait for each other, and each keeps the columns that the other wrote.';

comment on table public.clients is 'Companies whose sites these are: a label that admins assign, and scripts of Quartz for sites of their group. Table of the Python SDK.';
