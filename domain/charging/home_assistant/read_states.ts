import { distanceMetres } from "../../sites/distance.ts";
import type { Reading } from "../readings.ts";
import { eventTripOf } from "./events.ts";
import { type Facts, readSensor, type SensorResult } from "./sensors.ts";
import { type SentSession, sessionOf } from "./session.ts";
import { distinctTrips, type SentTrip, tripOf } from "./trip.ts";
import { isEmpty, type SensorName, sensorOf, type State, timeOf } from "./state.ts";

/** An entity of which nothing is stored, and why. */
export interface Ignored {
  entity_id: string;
  reason: string;
}

/** What the states of one vehicle hold. */
export interface SentVehicle {
  device_id: string;
  sessions: SentSession[];
  battery: Reading[];
  status: Reading[];
  trips: SentTrip[];
  positions: PositionReading[];
  /** The unit of distances that its sensors named. */
  length?: Length;
}

/** A unit of distances of Home Assistant. */
export type Length = "km" | "mi";

interface Position {
  recorded_at: string;
  latitude: number;
  longitude: number;
}

/** A reading that says where a vehicle was. */
export type PositionReading = Reading & Position;

/** What a request of Home Assistant holds. */
export interface SentStates {
  vehicles: SentVehicle[];
  ignored: Ignored[];
}

type Sensor = SensorName & { state: State };

/**
 * Reads state objects of vehicles: sessions of the log of energy transfers, and readings of the other
 * sensors. Where each sensor of a vehicle was sent once, they are one picture of it, and give one
 * reading at the newest of their times; otherwise they are a history, with a reading for each time.
 * `known` is the unit of distances where none of a vehicle's sensors names it: without one, distances
 * that have no unit of their own are left out.
 */
export function readStates(states: readonly State[], known?: Length): SentStates {
  const ignored: Ignored[] = [];
  const sensors: Sensor[] = [];
  for (const state of states) {
    const name = sensorOf(state);
    const { entity_id } = state;
    if (!name) ignored.push({ entity_id, reason: "It is no sensor of FordPass." });
    else if (!IN_ATTRIBUTES.has(name.sensor) && isEmpty(state)) {
      ignored.push({ entity_id, reason: "It has no value." });
    } else sensors.push({ ...name, state });
  }
  const byVehicle = Map.groupBy(sensors, ({ device_id }) => device_id.toLowerCase());
  const vehicles = [...byVehicle.values()].map((own) => readVehicle(own, known, ignored));
  return { vehicles, ignored };
}

/** Sensors whose attributes say all, whatever their state. */
const IN_ATTRIBUTES = new Set(["energytransferlogentry", "tracker", "events"]);

function readVehicle(
  sensors: Sensor[],
  known: Length | undefined,
  ignored: Ignored[],
): SentVehicle {
  const { device_id } = sensors[0]!;
  const own = lengthUnit(sensors);
  const length = own ?? known;
  const vehicle: SentVehicle = { ...emptyVehicle(device_id), ...own && { length: own } };
  const parts = { battery: [] as Part[], status: [] as Part[], positions: [] as Part[] };
  for (const { sensor, state } of sensors) {
    if (sensor === "lastrefresh") continue;
    const result = resultOf(sensor, state, vehicle, length);
    if (result.reason !== undefined) {
      ignored.push({ entity_id: state.entity_id, reason: result.reason });
    } else if ("facts" in result) {
      parts[result.kind].push({ sensor, at: timeOf(state), facts: result.facts });
    }
  }
  vehicle.battery = merged(parts.battery);
  vehicle.status = merged(parts.status);
  vehicle.trips = distinctTrips(tripsOf(sensors));
  vehicle.positions = parts.positions.map(({ at, facts }) => reading(at, facts) as PositionReading);
  return vehicle;
}

/** Returns what a sensor gives of readings, or why nothing of it is stored; adds a session. */
function resultOf(
  sensor: string,
  state: State,
  vehicle: SentVehicle,
  length: string | undefined,
): SensorResult | { reason: undefined } {
  if (sensor === "energytransferlogentry") return addSession(vehicle, state, length);
  if (sensor !== "events") return readSensor(sensor, state, length);
  return eventTripOf(state) ? { reason: undefined } : { reason: "It holds no trip." };
}

const emptyVehicle = (device_id: string): SentVehicle => ({
  device_id,
  sessions: [],
  battery: [],
  status: [],
  trips: [],
  positions: [],
});

const tripsOf = (sensors: readonly Sensor[]): SentTrip[] =>
  sensors.map(({ sensor, state }) => {
    if (sensor === "elveh") return tripOf(state);
    return sensor === "events" ? eventTripOf(state) : undefined;
  }).filter((trip) => trip !== undefined);

/** What one sensor gave at a time. */
interface Part {
  sensor: string;
  at: string;
  facts: Facts;
}

const reading = (at: string, facts: Facts): Reading => ({
  recorded_at: at,
  source_system: "home_assistant",
  ...facts,
});

function merged(parts: readonly Part[]): Reading[] {
  const isOnePicture = new Set(parts.map(({ sensor }) => sensor)).size === parts.length;
  const newest = parts.map(({ at }) => at).sort(Temporal.Instant.compare).at(-1);
  const byTime = Map.groupBy(parts, ({ at }) => isOnePicture ? newest! : at);
  return [...byTime].map(([at, together]) =>
    reading(at, Object.assign({}, ...together.map(({ facts }) => facts)))
  );
}

/** Adds the session that an entry of the log is, if it is one. */
function addSession(vehicle: SentVehicle, state: State, length: string | undefined) {
  const session = sessionOf(state, vehicle.device_id, length);
  if (typeof session === "string") return { reason: session };
  vehicle.sessions.push(session);
  return { reason: undefined };
}

/** Returns the unit in which the vehicle's distances are: km or mi, as its sensors say. */
function lengthUnit(sensors: readonly Sensor[]): Length | undefined {
  const units = sensors.filter(({ sensor }) => sensor === "elveh" || sensor === "odometer")
    .map(({ state }) => state.attributes?.unit_of_measurement);
  return units.find((unit) => unit === "km" || unit === "mi");
}

/** Metres and seconds within which a vehicle counts as being where it was. */
const SAME = { metres: 50, seconds: 60 };

/**
 * Leaves out positions less than a minute and less than 50 m after the one before, of which the first
 * follows `last`. Returns the others in the order of time.
 */
export function thinned<P extends Position>(
  positions: readonly P[],
  last: Position | undefined,
): P[] {
  let before = last;
  return positions.toSorted((a, b) => Temporal.Instant.compare(a.recorded_at, b.recorded_at))
    .filter((position) => {
      const isSame = before !== undefined && secondsBetween(before, position) < SAME.seconds &&
        distanceMetres(before, position) < SAME.metres;
      if (!isSame) before = position;
      return !isSame;
    });
}

const secondsBetween = (one: Position, other: Position) =>
  Math.abs(
    Temporal.Instant.from(one.recorded_at).until(other.recorded_at).total({ unit: "seconds" }),
  );
