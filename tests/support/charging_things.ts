import type { TestApp } from "./app.ts";
import type { Person } from "./cast.ts";

/** Ids of one thing of each kind. */
export interface ChargingThings {
  network: number;
  location: number;
  stall: number;
  rate: number;
  subscription: number;
  vehicle: string;
}

/** Returns a network, a location and so on of a person's group; makes them the first time. */
export async function chargingThings(app: TestApp, person: Person): Promise<ChargingThings> {
  const { owner } = app.database;
  const { site_group_uuid: group, site_group_name: name } = person;
  const [known] = await owner<{ id: number }[]>`
    select id from ev_charging_networks where site_group_uuid = ${group} order by id limit 1`;
  const network = known?.id ?? await makeThings(app, person);
  const id = async (rows: Promise<Iterable<{ id: number }>>) => [...await rows][0]!.id;
  const location = await id(owner<{ id: number }[]>`
    select id from ev_location_lookup where site_group_uuid = ${group} order by id limit 1`);
  return {
    network,
    location,
    stall: await id(owner<{ id: number }[]>`
      select id from ev_charger_stalls where location_id = ${location} order by id limit 1`),
    rate: await id(owner<{ id: number }[]>`
      select id from ev_rates where network_id = ${network} order by id limit 1`),
    subscription: await id(owner<{ id: number }[]>`
      select id from ev_network_subscriptions where network_id = ${network} order by id limit 1`),
    vehicle: `van of ${name}`,
  };
}

async function makeThings({ database: { owner } }: TestApp, person: Person): Promise<number> {
  const { site_group_uuid: group, site_group_name: name } = person;
  const [network] = await owner<{ id: number }[]>`
    insert into ev_charging_networks (network_name, cost_per_kwh, site_group_uuid)
    values (${`Network of ${name}`}, 0.4, ${group}) returning id`;
  const { id } = network!;
  const [place] = await owner<{ id: number }[]>`
    insert into ev_location_lookup (location_name, network_id, site_group_uuid)
    values (${`Place of ${name}`}, ${id}, ${group}) returning id`;
  await owner`
    insert into ev_charger_stalls (location_id, stall_label, is_default, site_group_uuid)
    values (${place!.id}, ${`Stall of ${name}`}, true, ${group})`;
  await owner`
    insert into ev_rates (network_id, cost_per_kwh, valid_to, site_group_uuid)
    values (${id}, 0.5, '2025-12-31', ${group})`;
  await owner`
    insert into ev_network_subscriptions (network_id, member_rate, start_date, site_group_uuid)
    values (${id}, 0.3, '2026-01-01', ${group})`;
  await owner`
    insert into ev_vehicles (display_name, device_id, site_group_uuid)
    values (${`Van of ${name}`}, ${`van of ${name}`}, ${group})`;
  await owner`
    insert into ev_battery_status (device_id, recorded_at, hv_battery_soc, site_group_uuid)
    values (${`van of ${name}`}, '2026-06-21T06:00:00Z', 55, ${group})`;
  return id;
}
