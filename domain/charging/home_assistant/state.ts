import { z } from "zod";
import { rows, time } from "../../ingestion.ts";
import { isStorable } from "../../text.ts";

const entity = z.string({ error: "Give the entity's id." }).max(255)
  .refine(isStorable, { error: "Remove the invalid characters from the id." });

/**
 * A state object of Home Assistant, as its REST API returns it (/api/states). Names that are not
 * declared here are taken and not read.
 */
export const state = z.looseObject({
  entity_id: entity,
  state: z.string({ error: "Give the state as text." }).max(10_000).nullable(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  last_changed: time(),
  last_updated: time().nullish(),
});
export type State = z.output<typeof state>;

/** State objects in one request. */
export const MOST_STATES = 10_000;

/** One state object or a list of them. */
export const states = z.preprocess(
  (body) => body !== null && typeof body === "object" && !Array.isArray(body) ? [body] : body,
  rows(state, "state objects").max(MOST_STATES, {
    error: `Send at most ${MOST_STATES} state objects at once.`,
  }),
);

/** When a state was reported. */
export const timeOf = ({ last_updated, last_changed }: State): string =>
  Temporal.Instant.from(last_updated ?? last_changed).toString();

/** Values with which Home Assistant says that there is none. */
const NO_VALUE = new Set(["unknown", "unavailable", "none", ""]);

/** Returns true when the entity has no value at present. */
export const isEmpty = ({ state }: State): boolean =>
  state === null || NO_VALUE.has(state.trim().toLowerCase());

/** The vehicle and the sensor of an entity of the integration FordPass. */
export interface SensorName {
  device_id: string;
  sensor: string;
}

const ENTITY =
  /^(?:sensor\.fordpass_([a-zA-Z0-9]+)_(.+)|device_tracker\.fordpass_([a-zA-Z0-9]+)_(tracker))$/;

/**
 * Splits `sensor.fordpass_VIN_SENSOR` and `device_tracker.fordpass_VIN_tracker`; undefined for other
 * entities.
 */
export function sensorOf({ entity_id }: State): SensorName | undefined {
  const [, device_id, sensor] = (ENTITY.exec(entity_id) ?? []).filter((part) => part !== undefined);
  return device_id && sensor ? { device_id, sensor } : undefined;
}

/** Returns a finite number of a number or a text; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "string" && value.trim() === "") return null;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) <= 1e9 ? number : null;
}

/** Returns a text without blanks around it, at most 255 characters; null for none and anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value !== "string" || !isStorable(value)) return null;
  return [...value.trim()].slice(0, 255).join("") || null;
}

/** Returns the members of an object; none for anything else. */
export function membersOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}
