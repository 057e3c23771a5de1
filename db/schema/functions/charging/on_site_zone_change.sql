create function app.on_site_zone_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  sites uuid[] := array(select site_uuid from new_rows);
begin
  perform app.recount_charging_costs(of.site_group_uuid, null, null, sites)
  from (
    select site_group_uuid from ev_charging_session where site_uuid = any(sites)
    union
    select site_group_uuid from ev_location_lookup where site_uuid = any(sites)
    order by 1) of;
  return null;
end
$$;

comment on function app.on_site_zone_change() is
  'Counts the kept costs of the sessions at a site again when its zone became known or changed. '
  'Caller: triggers recount_costs of app.site_zones. Lock: as app.recount_charging_costs.';
