import { parse } from "csv-parse/sync";
import type { OwnerSql } from "../../db/client.ts";
import * as charging from "../../sql/charging/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as demo from "../../sql/operations/demo.ts";
import { GROUPS, PLANT } from "./cast.ts";

const CAR_PARK = "ENERPOS car park";
const CAMPUS = "Campus chargers";
const ZONE = "Indian/Reunion";
/** Days before now with sessions at the plant: it has measurements of 45. */
const DAYS = 44;

/**
 * Stores charging of the plant's group: LightningROD's sample, and made-up sessions at the plant,
 * whose sun is counted from its measurements. Keeps what exists; returns how many sessions are new.
 */
export async function makeCharging(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { name } = GROUPS.find(({ sites }) => sites.includes(PLANT))!;
  const siteUuid = await demo.findSite(sql, name, PLANT.client_site_name);
  if (!siteUuid) return 0;
  const { site_group_uuid } = await siteGroups.findOrMake(sql, name, false);
  const sample = await sampleSessions();
  return await charging.store(sql, site_group_uuid, {
    settings: { currency: "EUR", user_timezone: ZONE },
    networks: [
      { network_name: CAMPUS, cost_per_kwh: 0.21, color: "#00735c" },
      ...distinct(sample.map(({ network }) => network))
        .map((network_name) => ({ network_name, cost_per_kwh: null, color: null })),
    ],
    locations: [
      { location_name: CAR_PARK, location_type: "work", site_uuid: siteUuid, network: CAMPUS },
      ...distinct(sample.map(({ location }) => location)).map((name) => locationOf(name, sample)),
    ],
    vehicles: VEHICLES,
    sessions: [...sample, ...sessionsAtPlant(now)],
  });
}

const VEHICLES = [
  {
    device_id: "demo_lightning_showcase",
    display_name: "F-150",
    make: "Ford",
    model: "F-150 Lightning",
  },
  { device_id: "campus-van", display_name: "Campus van", make: "Renault", model: "Kangoo E-Tech" },
  { device_id: "pool-car", display_name: "Pool car", make: "Renault", model: "Zoe" },
];

/** Capacities of the vehicles at the plant, in kWh. */
const BATTERIES: Record<string, number> = { "campus-van": 45, "pool-car": 52 };

/** Returns a location of the sample, of the network of its first session. */
function locationOf(location_name: string, sample: readonly charging.DemoSession[]) {
  const { location_type, network } = sample.find(({ location }) => location === location_name)!;
  return { location_name, location_type: String(location_type), site_uuid: null, network };
}

const distinct = (names: string[]) => [...new Set(names)];

/** Reads the sample: 80 sessions in the United States, with what each of them cost. */
export async function sampleSessions(): Promise<charging.DemoSession[]> {
  const file = new URL("../../tasks/demo/ev_charging_sample.csv", import.meta.url);
  const rows: Record<string, string>[] = parse(await Deno.readTextFile(file), { columns: true });
  return rows.map((row) => ({
    ...row,
    device_id: row.device_id!,
    network: row.charging_network!,
    location: row.location_name!,
    is_free: row.is_free === "True",
    is_complete: row.is_complete === "True",
    cost_source: "imported",
    source_system: "csv_import",
    currency: "USD",
  }));
}

/**
 * Makes up sessions at the plant: the van each working day in the morning, the pool car every third
 * afternoon, and a guest with a fast charger each Wednesday at noon.
 */
function sessionsAtPlant(now: Temporal.Instant): charging.DemoSession[] {
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  return Array.from({ length: DAYS }, (_, back) => today.subtract({ days: back + 1 }))
    .toReversed().flatMap((day) => {
      const spread = (day.dayOfYear * 7) % 11;
      return [
        day.dayOfWeek <= 5 && session(day, "campus-van", "08:30", 12 + spread, 7.4),
        day.dayOfYear % 3 === 0 && session(day, "pool-car", "16:10", 14 + spread, 11),
        day.dayOfWeek === 3 && session(day, "pool-car", "12:05", 26, 50),
      ].filter((one) => one !== false);
    });
}

function session(
  day: Temporal.PlainDate,
  device_id: string,
  clock: string,
  energy_kwh: number,
  powerKw: number,
): charging.DemoSession {
  const start = day.toZonedDateTime({ timeZone: ZONE, plainTime: clock }).toInstant();
  const seconds = Math.round(energy_kwh / powerKw * 3600);
  const isFast = powerKw > 22;
  return {
    device_id,
    network: CAMPUS,
    location: CAR_PARK,
    location_type: "work",
    charge_type: isFast ? "DC" : "AC",
    session_start_utc: start.toString(),
    session_end_utc: start.add({ seconds: seconds + (isFast ? 120 : 5400) }).toString(),
    charge_duration_seconds: seconds,
    energy_kwh,
    evse_energy_kwh: Math.round(energy_kwh * (isFast ? 105 : 108)) / 100,
    charging_kw: powerKw,
    start_soc: Math.round(90 - energy_kwh / BATTERIES[device_id]! * 100),
    end_soc: 90,
    miles_added: Math.round(energy_kwh * (29 + day.day % 7)) / 10,
    source_system: "demo",
    currency: "EUR",
  };
}
