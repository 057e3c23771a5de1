create function app.recount_charging_costs(of_group uuid, of_networks integer[],
  of_locations integer[], of_sites uuid[])
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ids integer[];
begin
  perform app.lock_charging_rates(of_group, true);
  select array_agg(id) into ids from (
    select s.id from ev_charging_session s
    where s.site_group_uuid = of_group
      and (num_nonnulls(of_networks, of_locations, of_sites) = 0
        or s.network_id = any(of_networks) or s.location_id = any(of_locations)
        or s.site_uuid = any(of_sites)
        or s.location_id = any(array(select l.id from ev_location_lookup l
          where l.site_uuid = any(of_sites) and l.site_group_uuid = of_group)))
    limit 1001) affected;
  if cardinality(ids) > 1000 then
    insert into app.charging_recounts (site_group_uuid)
    select site_group_uuid from site_groups where site_group_uuid = of_group
    on conflict (site_group_uuid) do update set after_id = 0, wanted_utc = now();
    return false;
  end if;
  update ev_charging_session set estimated_cost = null where id = any(ids);
  return true;
end
$$;

comment on function app.recount_charging_costs(uuid, integer[], integer[], uuid[]) is
  'Counts the kept costs of a group''s sessions again, of those in one of the networks, at one of '
  'the places or sites, or of all without any: at once where they are at most 1,000, else it '
  'leaves them to the service (app.charging_recounts) and returns false. Caller: triggers of what '
  'costs depend on. Lock: as app.lock_charging_rates, to change; the sessions'' rows.';
