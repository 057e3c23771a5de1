create function app.on_charging_network_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.recount_charging_costs(changed.site_group_uuid, changed.ids, null, null)
  from (
    select n.site_group_uuid, array_agg(n.id) as ids from new_rows n join old_rows o using (id)
    where (n.cost_per_kwh, n.is_free) is distinct from (o.cost_per_kwh, o.is_free)
    group by n.site_group_uuid) changed;
  return null;
end
$$;

comment on function app.on_charging_network_change() is
  'Counts the kept costs of a network''s sessions again when its rate changed. Caller: trigger '
  'recount_costs of ev_charging_networks. Lock: as app.recount_charging_costs.';
