create function app.charging_cost(session ev_charging_session, out local_day date,
  out shown_cost numeric, out shown_cost_source text, out cost_rate numeric,
  out cost_session_fee numeric, out estimated_cost numeric, out paid_per_kwh numeric,
  out cost_difference numeric, out is_member_rate boolean, out non_member_cost numeric,
  out member_saving numeric)
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
  known record;
  energy numeric := session.energy_kwh;
  rate_source text;
  rate numeric;
  fee numeric := 0;
  by_rates numeric;
begin
  local_day := app.charging_day(session);
  select coalesce(at_place.cost_per_kwh, place.cost_per_kwh) as place_rate,
    coalesce(at_place.session_fee, 0) as place_fee,
    coalesce(network.is_free, false) as is_network_free,
    coalesce(in_network.cost_per_kwh, network.cost_per_kwh) as network_rate,
    coalesce(in_network.session_fee, 0) as network_fee,
    membership.member_rate,
    session.currency is not null and session.currency <> setting.value as is_foreign
  into known
  from (values (session.site_group_uuid)) mine (site_group_uuid)
  left join ev_location_lookup place
    on place.id = session.location_id and place.site_group_uuid = mine.site_group_uuid
  left join ev_rates at_place
    on at_place.location_id = place.id and at_place.site_group_uuid = mine.site_group_uuid
      and daterange(at_place.valid_from, at_place.valid_to, '[]') @> local_day
  left join ev_charging_networks network
    on network.id = session.network_id and network.site_group_uuid = mine.site_group_uuid
  left join ev_rates in_network
    on in_network.network_id = network.id and in_network.site_group_uuid = mine.site_group_uuid
      and daterange(in_network.valid_from, in_network.valid_to, '[]') @> local_day
  left join ev_network_subscriptions membership
    on membership.network_id = network.id
      and membership.site_group_uuid = mine.site_group_uuid
      and daterange(membership.start_date, membership.end_date, '[]') @> local_day
  left join app_settings setting
    on setting.key = 'currency' and setting.site_group_uuid = mine.site_group_uuid;

  is_member_rate := false;
  if known.is_foreign is not true then
    if known.place_rate is not null then
      rate_source := 'location_rate'; rate := known.place_rate; fee := known.place_fee;
    elsif not known.is_network_free and known.member_rate is not null then
      rate_source := 'member_rate'; rate := known.member_rate;
    elsif not known.is_network_free and known.network_rate is not null then
      rate_source := 'network_rate'; rate := known.network_rate; fee := known.network_fee;
    end if;
    by_rates := energy * rate + fee;
    if known.member_rate is not null and energy > 0 then
      is_member_rate := true;
      non_member_cost := round(energy * known.network_rate + known.network_fee, 4);
    end if;
  end if;

  estimated_cost := round(by_rates, 4);
  if energy > 0 then paid_per_kwh := round(session.cost / energy, 4); end if;
  cost_difference := round(session.cost - by_rates, 4);
  if session.is_free then
    shown_cost := 0; shown_cost_source := 'free_session';
  elsif session.cost is not null then
    shown_cost := session.cost;
    shown_cost_source := case when session.cost_source in ('manual', 'calculated')
      then session.cost_source else 'imported' end;
  elsif known.is_network_free then
    shown_cost := 0; shown_cost_source := 'free_network';
  elsif by_rates is not null then
    shown_cost := estimated_cost; shown_cost_source := rate_source;
    cost_rate := rate; cost_session_fee := fee;
  end if;
  member_saving := non_member_cost - shown_cost;
end
$$;

comment on function app.charging_cost(ev_charging_session) is
  'Returns what a session cost: 0 if it was free; else what was paid; else 0 if its network is '
  'free; else by the rate of its place, the member rate of a subscription, or the rate of its '
  'network, of its local day; else NULL. 0 is a rate, NULL is none; without an energy no rate '
  'gives a cost. Rates are in the currency of the group''s settings, and say nothing of a session '
  'in another. estimated_cost is what rates give, whatever was paid. Amounts are rounded to 4 '
  'digits. Caller: app.on_charging_session_write. Lock: none.';
