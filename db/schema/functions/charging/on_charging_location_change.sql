create function app.on_charging_location_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.recount_charging_costs(changed.site_group_uuid, null, changed.ids, null)
  from (
    select n.site_group_uuid, array_agg(n.id) as ids from new_rows n join old_rows o using (id)
    where (n.cost_per_kwh, n.site_uuid) is distinct from (o.cost_per_kwh, o.site_uuid)
    group by n.site_group_uuid) changed;
  return null;
end
$$;

comment on function app.on_charging_location_change() is
  'Counts the kept costs of the sessions at a place again when its rate changed, or the site '
  'whose days count there. Caller: trigger recount_costs of ev_location_lookup. Lock: as '
  'app.recount_charging_costs.';
