import type { Reading } from "../readings.ts";
import { type Quantity, stored } from "../units.ts";
import { membersOf, numberOf, type State, timeOf } from "./state.ts";

/** The newest trip of a vehicle, as its range sensor tells it until the next one ends. */
export type SentTrip = Reading & { start_time: string };

/** What tells two trips apart: the sensor repeats a trip with each new range, at a later time. */
export const TRIP_IDENTITY = ["distance", "duration", "energy_consumed"] as const;

/**
 * Reads the trip in the attributes of a vehicle's range sensor. It ended when the state was reported.
 * The sensor's unit is that of all distances; where it is mi, temperatures are in °F. Undefined where
 * the attributes hold no trip that moved the vehicle.
 */
export function tripOf(state: State): SentTrip | undefined {
  const attributes = membersOf(state.attributes);
  const unit = attributes.unit_of_measurement;
  const figure = (...names: string[]) =>
    names.map((name) => numberOf(attributes[name])).find((value) => value !== null) ?? null;
  const inUnit = (quantity: Quantity, unit: unknown, ...names: string[]) => {
    const value = figure(...names);
    return value === null ? null : stored(value, quantity, unit);
  };
  const degrees = unit === "mi" ? "°F" : "°C";
  const distance = inUnit("length", unit, "tripDistanceTraveled");
  const energy = figure("tripEnergyConsumed");
  const duration = secondsOf(attributes.tripDuration);
  if (duration === null || !distance || distance < 0) return undefined;
  const end = Temporal.Instant.from(timeOf(state));
  return {
    start_time: end.subtract({ milliseconds: Math.round(duration * 1000) }).toString(),
    end_time: end.toString(),
    distance,
    duration,
    energy_consumed: energy,
    efficiency: energy !== null && energy > 0 ? Math.round(distance / energy * 1e6) / 1e6 : null,
    range_regenerated: inUnit("length", unit, "tripRangeRegenerated", "tripRangeRegeneration"),
    ambient_temp: inUnit("temperature", degrees, "tripAmbientTemp"),
    cabin_temp: inUnit("temperature", degrees, "tripCabinTemp"),
    outside_air_temp: inUnit("temperature", degrees, "tripOutsideAirAmbientTemp"),
    driving_score: figure("tripDrivingScore"),
    speed_score: figure("tripSpeed", "tripSpeedScore"),
    acceleration_score: figure("tripAcceleration", "tripAccelerationScore"),
    deceleration_score: figure("tripDeceleration", "tripDecelerationScore"),
    electrical_efficiency: figure("tripElectricalEfficiency"),
    is_complete: true,
    source_system: "home_assistant",
  };
}

/** Python's text of a duration: `0:23:10`, `1 day, 2:03:04.5`. */
const DURATION = /^(?:(\d{1,3}) days?, )?(\d{1,2}):(\d\d):(\d\d(?:\.\d+)?)$/;

/** Returns seconds of a number of seconds or of a text like `0:23:10`; null for anything else. */
function secondsOf(value: unknown): number | null {
  const [, days = "0", hours, minutes, seconds] = DURATION.exec(String(value).trim()) ?? [];
  const sum = hours === undefined
    ? numberOf(value)
    : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return sum !== null && sum >= 0 && sum <= MOST_SECONDS ? sum : null;
}

/** No trip takes longer than a month. */
const MOST_SECONDS = 31 * 86_400;

/** Leaves the earliest of trips that are the same. */
export function distinctTrips(trips: readonly SentTrip[]): SentTrip[] {
  const inOrder = trips.toSorted((a, b) => Temporal.Instant.compare(a.start_time, b.start_time));
  const byIdentity = Map.groupBy(
    inOrder,
    (trip) => JSON.stringify(TRIP_IDENTITY.map((name) => trip[name])),
  );
  return [...byIdentity.values()].map(([first]) => first!);
}
