create function app.make_charging_places(of_import uuid, first_row integer, last_row integer)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own_group uuid := app.group_uuid();
  made_networks integer[];
  made_locations integer[];
begin
  with made as (
    insert into ev_charging_networks (network_name, is_verified, source_system)
    select distinct on (lower(r.session ->> 'network_name'))
      r.session ->> 'network_name', false, 'import'
    from app.charging_import_rows r
    where r.import_uuid = of_import and r.row_number between first_row and last_row
      and r.session ->> 'network_name' is not null
      and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) <> 'skip'
    on conflict (site_group_uuid, lower(network_name)) do nothing
    returning id)
  select coalesce(array_agg(id), '{}') into made_networks from made;
  with wanted as (
    select distinct on (lower(p ->> 'name')) p ->> 'name' as name,
      (p -> 'choice' ->> 'site_uuid')::uuid as site, r.session
    from app.charging_imports i, jsonb_array_elements(i.places) p
    join app.charging_import_rows r
      on lower(trim(r.session ->> 'location_name')) = lower(p ->> 'name')
    where i.import_uuid = of_import and r.import_uuid = of_import
      and r.row_number between first_row and last_row
      and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) <> 'skip'
      and (p -> 'choice' ? 'is_new' or p -> 'choice' ? 'site_uuid')
    order by lower(p ->> 'name'), r.row_number),
  made as (
    insert into ev_location_lookup (location_name, location_type, address, latitude, longitude,
      network_id, site_uuid, is_verified, source_system)
    select w.name, w.session ->> 'location_type', w.session ->> 'address',
      (w.session ->> 'latitude')::numeric, (w.session ->> 'longitude')::numeric, n.id, w.site,
      w.site is not null, 'import'
    from wanted w
    left join ev_charging_networks n on n.site_group_uuid = own_group
      and lower(n.network_name) = lower(w.session ->> 'network_name')
    where not exists (select 1 from ev_location_lookup l where l.site_group_uuid = own_group
      and lower(trim(l.location_name)) = lower(w.name) and l.site_uuid is not distinct from w.site)
    returning id)
  select coalesce(array_agg(id), '{}') into made_locations from made;
  update app.charging_imports i set made_networks = i.made_networks || made_charging.networks,
    made_locations = i.made_locations || made_charging.locations
  from (select made_networks as networks, made_locations as locations) made_charging
  where i.import_uuid = of_import;
end
$$;

comment on function app.make_charging_places(uuid, integer, integer) is
  'Makes the networks and locations that some rows of a file name and the group does not have, to '
  'be verified by a person, and remembers them for undoing. Caller: '
  'app.store_charging_import_rows. Lock: the import''s row.';
