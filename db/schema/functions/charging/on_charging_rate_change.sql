create function app.on_charging_rate_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  rows jsonb := '[]';
begin
  if tg_op <> 'DELETE' then
    rows := rows || (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from new_rows n);
  end if;
  if tg_op <> 'INSERT' then
    rows := rows || (select coalesce(jsonb_agg(to_jsonb(o)), '[]') from old_rows o);
  end if;
  perform app.recount_charging_costs(changed.site_group_uuid,
    array_remove(changed.networks, null), array_remove(changed.locations, null), null)
  from (
    select site_group_uuid, array_agg(network_id) as networks, array_agg(location_id) as locations
    from jsonb_to_recordset(rows)
      as r (site_group_uuid uuid, network_id integer, location_id integer)
    group by site_group_uuid) changed;
  return null;
end
$$;

comment on function app.on_charging_rate_change() is
  'Counts the kept costs again of the sessions in the networks and at the places whose rates or '
  'subscriptions were written. Caller: triggers recount_costs of ev_rates and '
  'ev_network_subscriptions. Lock: as app.recount_charging_costs.';
