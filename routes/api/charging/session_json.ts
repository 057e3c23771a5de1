import { z } from "@hono/zod-openapi";
import type { ChargingSession, SessionRow } from "../../../domain/charging/session.ts";

const number = () => z.number().nullable();
const text = () => z.string().nullable();
const utc = () => z.string().nullable();

const source = z.enum([
  "free_session",
  "manual",
  "imported",
  "calculated",
  "free_network",
  "location_rate",
  "network_rate",
  "member_rate",
]).nullable().describe("Why it cost that; null: the cost is not known");

/** A session of a list. */
export const sessionRowJson = z.object({
  session_id: z.guid(),
  device_id: z.string(),
  vehicle_name: text(),
  site_uuid: z.guid().nullable(),
  site_name: text(),
  location_id: z.int().nullable(),
  location_name: text(),
  location_type: text(),
  network_id: z.int().nullable(),
  network_name: text(),
  network_color: text(),
  charge_type: text().describe("AC or DC"),
  session_start_utc: utc(),
  session_end_utc: utc(),
  charge_duration_seconds: number(),
  energy_kwh: number(),
  evse_energy_kwh: number().describe("What the charger gave"),
  currency: text(),
  is_free: z.boolean().nullable(),
  shown_cost: number().describe("What was paid, else what the rates of its local day give"),
  shown_cost_source: source,
  source_system: text(),
  sun_kwh: number().describe("At most so much came from the site's own generation"),
  sun_known: number().describe("Share of its time that is measured; below 0.5 the sun is unknown"),
  version: z.int(),
}).openapi("ListedChargingSession") satisfies z.ZodType<SessionRow>;

const costs = z.object({
  cost: number(),
  source,
  rate: number().describe("The rate per kWh that gave the shown cost"),
  fee: number(),
  estimated_cost: number().describe("What the rates give, whatever was paid"),
  paid_per_kwh: number(),
  difference: number().describe("What was paid minus the estimate"),
  is_member_rate: z.boolean(),
  non_member_cost: number(),
  member_saving: number(),
});

/** A session with all of its facts. */
export const sessionJson = z.object({
  ...sessionRowJson.shape,
  place_name: text().describe("Name of the location as the list of locations has it"),
  plugged_in_duration_seconds: number(),
  plug_status: text(),
  charging_status: text(),
  station_status: text(),
  charging_voltage: number(),
  charging_amperage: number(),
  charging_kw: number(),
  max_power: number(),
  min_power: number(),
  estimated_end_utc: utc(),
  recorded_at: utc(),
  start_soc: number(),
  end_soc: number(),
  cost: number(),
  cost_without_overrides: number(),
  cost_source: text(),
  is_complete: z.boolean(),
  miles_added: number(),
  address: text(),
  latitude: number(),
  longitude: number(),
  evse_voltage: number(),
  evse_amperage: number(),
  evse_kw: number(),
  evse_max_power_kw: number(),
  charger_rated_kw: number(),
  evse_source: text(),
  stall_id: z.int().nullable(),
  stall_label: text(),
  note: text(),
  ingested_at: z.string(),
  original_timestamp: utc(),
  costs,
}).openapi("ChargingSession");

/** Returns a session as the API has it. */
export function sessionToJson(session: ChargingSession) {
  const { zone_site_uuid: _, ...json } = session;
  return json;
}

export const sessionParams = z.object({
  session_id: z.guid({ error: "Not a valid UUID." }),
});
