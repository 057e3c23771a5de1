import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import {
  readStates,
  type SentVehicle,
  thinned,
} from "../../../domain/charging/home_assistant/read_states.ts";
import { states } from "../../../domain/charging/home_assistant/state.ts";
import type { StoredReadings } from "../../../domain/charging/readings.ts";
import type { ChargingSettings } from "../../../domain/charging/settings.ts";
import { AppError } from "../../../domain/errors.ts";
import { parse } from "../../../domain/validation.ts";
import {
  keepLength,
  knownLength,
  newTrips,
  storeSession,
} from "../../../sql/charging/home_assistant.ts";
import * as readings from "../../../sql/charging/readings.ts";
import * as settings from "../../../sql/charging/settings.ts";
import * as vehicles from "../../../sql/charging/vehicles.ts";
import { scoped } from "../../middleware/scope.ts";
import { bodyOfRows, describeBodies, jsonBody } from "../ingestion.ts";
import { json, refusals, router } from "../router.ts";

const counts = (what: string) =>
  z.object({
    inserted: z.int(),
    enriched: z.int().describe("Stored already, and now with values that were not known"),
    unchanged: z.int(),
    conflicting: z.int().optional().describe("Not stored: other values are stored for their time"),
  }).describe(what);

const taken = z.object({
  vehicles: z.array(z.string()).describe(
    "The device ids of the vehicles that the states are about",
  ),
  sessions: counts("Charging sessions, of energytransferlogentry"),
  battery: counts("Readings of batteries"),
  status: counts("Readings of vehicles"),
  trips: counts("Trips, of the attributes of elveh; one that is told again is unchanged"),
  positions: counts("Positions, only where your group's settings keep them"),
  ignored: z.array(z.object({ entity_id: z.string(), reason: z.string() })),
}).openapi("TakenStates");

type Taken = z.output<typeof taken>;

const route = createRoute({
  method: "post",
  middleware: scoped,
  path: "/charging/home-assistant",
  operationId: "sendHomeAssistantStates",
  summary: "Send states of Home Assistant",
  description: "State objects as /api/states of Home Assistant returns them: one, or a list. " +
    "Sensors of vehicles of the integration FordPass are read (sensor.fordpass_VIN_… " +
    "and device_tracker.fordpass_VIN_tracker), by the unit in unit_of_measurement; a distance " +
    "without one has the unit that odometer or elveh gave last. Others are listed as ignored. " +
    "States that are sent again change nothing. What a person, the API or a program changed of a " +
    "session stays, also where they emptied it; newer messages change the rest.",
  request: { body: bodyOfRows("HomeAssistantStates") },
  responses: { 200: json(taken, "What became of the states"), ...refusals },
});

/** POST /api/v1/charging/home-assistant */
export const homeAssistantRoutes = () =>
  describeBodies(router(), { HomeAssistantStates: states })
    .openapi(route, async (c) => {
      const { data, fields } = parse(states, await jsonBody(c));
      if (fields) throw new AppError("invalid", fields[0]!.message, { fields });
      const sent = readStates(data, await knownLength(c.var.sql));
      const result: Taken = { ...nothing(), ignored: sent.ignored };
      const chosen = await settings.read(c.var.sql);
      for (const vehicle of sent.vehicles) await storeVehicle(c.var.sql, vehicle, chosen, result);
      return c.json(result, 200);
    });

const none = () => ({ inserted: 0, enriched: 0, unchanged: 0 });
const nothing = () => ({
  vehicles: [],
  sessions: none(),
  battery: { ...none(), conflicting: 0 },
  status: { ...none(), conflicting: 0 },
  trips: { ...none(), conflicting: 0 },
  positions: { ...none(), conflicting: 0 },
});

async function storeVehicle(
  sql: ScopedSql,
  sent: SentVehicle,
  { place_metres, store_positions }: ChargingSettings,
  result: Taken,
): Promise<void> {
  if (sent.length) await keepLength(sql, sent.length);
  const { sessions, battery, status, trips } = sent;
  const found = sessions.length + battery.length + status.length + trips.length;
  if (found === 0 && (sent.positions.length === 0 || !store_positions)) return;
  const deviceId = await vehicles.findOrMake(sql, sent.device_id, "home_assistant");
  result.vehicles.push(deviceId);
  for (const session of sessions) {
    result.sessions[await storeSession(sql, deviceId, session, place_metres)] += 1;
  }
  for (const kind of ["battery", "status"] as const) {
    addUp(result[kind], await readings.store(sql, kind, deviceId, sent[kind]));
  }
  const newOnes = await newTrips(sql, deviceId, trips);
  result.trips.unchanged += trips.length - newOnes.length;
  addUp(result.trips, await readings.store(sql, "trips", deviceId, newOnes));
  if (!store_positions) return;
  const last = await readings.lastPosition(sql, deviceId);
  const kept = thinned(sent.positions, last);
  addUp(result.positions, await readings.store(sql, "positions", deviceId, kept));
}

function addUp(sum: Taken["battery"], more: StoredReadings): void {
  for (const name of ["inserted", "enriched", "unchanged", "conflicting"] as const) {
    sum[name] = (sum[name] ?? 0) + more[name];
  }
}
