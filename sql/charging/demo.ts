import type { OwnerSql } from "../../db/client.ts";
import { json } from "../kit/json.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** A session of the demo: columns of ev_charging_session, and its network and location by name. */
export interface DemoSession {
  device_id: string;
  network: string;
  location: string;
  [column: string]: string | number | boolean | null;
}

/** Charging of a group of the demo. */
export interface DemoCharging {
  settings: Record<string, string>;
  networks: { network_name: string; cost_per_kwh: number | null; color: string | null }[];
  locations: {
    location_name: string;
    location_type: string;
    site_uuid: string | null;
    /** Name of its network. */
    network?: string;
  }[];
  vehicles: { device_id: string; display_name: string; make: string; model: string }[];
  sessions: DemoSession[];
}

/**
 * Stores the charging of a group that has no session yet, all of it or none. Networks, locations and
 * vehicles that only sessions name are made, too. Returns how many sessions were stored.
 */
export async function store(
  sql: OwnerSql,
  groupUuid: string,
  charging: DemoCharging,
): Promise<number> {
  return await sql.begin(async (tx) => {
    const [known] = await tx`
      select 1 from ev_charging_session where site_group_uuid = ${groupUuid}::uuid limit 1`;
    if (known) return 0;
    await tx`
      insert into app_settings (key, value, site_group_uuid)
      select key, value, ${groupUuid}::uuid from jsonb_each_text(${json(tx, charging.settings)})
      on conflict do nothing`;
    await storePlaces(tx, groupUuid, charging);
    const stored = await storeSessions(tx, groupUuid, charging.sessions);
    await storeBatteries(tx, groupUuid);
    return stored;
  });
}

async function storePlaces(tx: OwnerTransaction, groupUuid: string, charging: DemoCharging) {
  await tx`
    insert into ev_charging_networks (network_name, cost_per_kwh, color, site_group_uuid)
    select network_name, cost_per_kwh, color, ${groupUuid}::uuid
    from jsonb_to_recordset(${json(tx, charging.networks)})
      r (network_name text, cost_per_kwh numeric, color text)
    on conflict do nothing`;
  await tx`
    insert into ev_location_lookup (location_name, location_type, site_uuid, network_id,
      site_group_uuid)
    select location_name, location_type, site_uuid, n.id, ${groupUuid}::uuid
    from jsonb_to_recordset(${json(tx, charging.locations)})
      r (location_name text, location_type text, site_uuid uuid, network text)
    left join ev_charging_networks n
      on n.site_group_uuid = ${groupUuid}::uuid and n.network_name = r.network`;
  await tx`
    insert into ev_vehicles (device_id, display_name, make, model, site_group_uuid)
    select device_id, display_name, make, model, ${groupUuid}::uuid
    from jsonb_to_recordset(${json(tx, charging.vehicles)})
      r (device_id text, display_name text, make text, model text)
    on conflict do nothing`;
}

async function storeSessions(tx: OwnerTransaction, groupUuid: string, sessions: DemoSession[]) {
  const { count } = await tx`
    insert into ev_charging_session (session_id, device_id, charge_type, location_name,
      location_type, is_free, charging_voltage, charging_amperage, charging_kw,
      session_start_utc, session_end_utc, charge_duration_seconds, start_soc, end_soc, energy_kwh,
      cost, cost_without_overrides, cost_source, is_complete, location_id, max_power, min_power,
      miles_added, source_system, recorded_at, network_id, address, latitude, longitude,
      evse_voltage, evse_amperage, evse_kw, evse_energy_kwh, evse_max_power_kw, evse_source,
      site_uuid, currency, site_group_uuid)
    select coalesce(r.session_id, gen_random_uuid()), r.device_id, r.charge_type, r.location,
      r.location_type, r.is_free, r.charging_voltage, r.charging_amperage, r.charging_kw,
      r.session_start_utc, r.session_end_utc, r.charge_duration_seconds, r.start_soc, r.end_soc,
      r.energy_kwh, r.cost, r.cost_without_overrides, r.cost_source, coalesce(r.is_complete, true),
      l.id, r.max_power, r.min_power, r.miles_added, r.source_system, r.recorded_at, n.id,
      r.location_address, r.latitude, r.longitude, r.evse_voltage, r.evse_amperage, r.evse_kw,
      r.evse_energy_kwh, r.evse_max_power_kw, r.evse_source, l.site_uuid, r.currency,
      ${groupUuid}::uuid
    from jsonb_to_recordset(${json(tx, sessions)}) r (session_id uuid, device_id text,
      charge_type text, location text, location_type text, is_free boolean,
      charging_voltage numeric, charging_amperage numeric, charging_kw numeric,
      session_start_utc timestamptz, session_end_utc timestamptz,
      charge_duration_seconds numeric, start_soc numeric, end_soc numeric, energy_kwh numeric,
      cost numeric, cost_without_overrides numeric, cost_source text, is_complete boolean,
      max_power numeric, min_power numeric, miles_added numeric, source_system text,
      recorded_at timestamptz, network text, location_address text, latitude numeric,
      longitude numeric, evse_voltage numeric, evse_amperage numeric, evse_kw numeric,
      evse_energy_kwh numeric, evse_max_power_kw numeric, evse_source text, currency text)
    left join ev_charging_networks n
      on n.site_group_uuid = ${groupUuid}::uuid and n.network_name = r.network
    left join ev_location_lookup l
      on l.site_group_uuid = ${groupUuid}::uuid and l.location_name = r.location`;
  return count;
}

/** Stores what vehicles reported when their sessions began and ended. */
async function storeBatteries(tx: OwnerTransaction, groupUuid: string): Promise<void> {
  await tx`
    insert into ev_battery_status (device_id, recorded_at, hv_battery_soc, source_system,
      site_group_uuid)
    select s.device_id, r.at, r.soc, s.source_system, s.site_group_uuid
    from ev_charging_session s
      cross join lateral (values (s.session_start_utc, s.start_soc),
        (s.session_start_utc + make_interval(secs => s.charge_duration_seconds::float8), s.end_soc)
      ) r (at, soc)
    where s.site_group_uuid = ${groupUuid}::uuid and s.device_id is not null
      and r.at is not null and r.soc is not null
    on conflict do nothing`;
}
