import type { ScopedSql } from "../../db/scope.ts";
import type { FormOptions } from "../../domain/charging/form_options.ts";

/** Most options of a kind: more would make a page too large. */
const MOST = 300;

/** What a session has already, which is offered in any case. */
export interface Chosen {
  site_uuid?: string | null;
  network_id?: number | null;
  location_id?: number | null;
  stall_id?: number | null;
}

/** Returns what the forms of a session offer, by name: what the caller's group has. */
export async function formOptions(sql: ScopedSql, chosen: Chosen = {}): Promise<FormOptions> {
  const { site_uuid = null, network_id = null, location_id = null, stall_id = null } = chosen;
  const [options] = await sql<[FormOptions]>`
    with sites_shown as (
      select site_uuid::text as value, coalesce(client_site_name, site_uuid::text) as name
      from sites order by site_uuid is distinct from ${site_uuid}::uuid,
        active is false, lower(client_site_name), site_uuid limit ${MOST}),
    networks as (
      select id::text as value, network_name as name from ev_charging_networks
      order by id is distinct from ${network_id}::int, lower(network_name), id limit ${MOST}),
    locations as (
      select id::text as value, location_name as name from ev_location_lookup
      order by id is distinct from ${location_id}::int, lower(location_name), id limit ${MOST}),
    stalls as (
      select t.id::text as value, concat_ws(': ', l.location_name, t.stall_label) as name
      from ev_charger_stalls t join ev_location_lookup l on l.id = t.location_id
      order by t.id is distinct from ${stall_id}::int, lower(l.location_name), t.id limit ${MOST}),
    vehicles as (
      select device_id as value, display_name as name from ev_vehicles
      order by lower(display_name), id limit ${MOST})
    select
      (select coalesce(jsonb_agg(o order by lower(name), value), '[]') from sites_shown o) as sites,
      (select coalesce(jsonb_agg(o order by lower(name), value), '[]') from networks o) as networks,
      (select coalesce(jsonb_agg(o order by lower(name), value), '[]') from locations o) as locations,
      (select coalesce(jsonb_agg(o order by lower(name), value), '[]') from stalls o) as stalls,
      (select coalesce(jsonb_agg(o order by lower(name), value), '[]') from vehicles o) as vehicles`;
  return options;
}
