import { z } from "zod";
import { isStorable } from "../text.ts";
import { floatOf, uuidOf } from "./python.ts";
import { bodyTime } from "./time.ts";
import { type Fault, fault, faultOf, MOST_FAULTS, NO_INTEGER } from "./faults.ts";

/**
 * The bodies of the site API of Quartz. As there, numbers may be texts (`"51.5"`), keys that are not
 * known are left out, and nothing else is guessed.
 */

const lax = (value: unknown): unknown =>
  typeof value === "string" ? floatOf(value) ?? value : typeof value === "boolean" ? +value : value;

const number = (least = -Infinity, most = Infinity) =>
  z.preprocess(lax, z.number().min(least).max(most));
/** What the column of PostgreSQL takes. */
const integer = z.preprocess(
  lax,
  z.int32({ error: ({ expected }) => expected === "number" ? NO_INTEGER : undefined }),
);
const text = z.string().max(255, { error: "Text should have at most 255 characters" })
  .refine(isStorable, { error: "Text should have no invalid characters" });

const latitude = number(-90, 90);
const longitude = number(-180, 180);
const kilowatts = number(0);

/** A new site. */
export const newQuartzSite = z.object({
  client_site_id: integer,
  client_site_name: text.nullish(),
  orientation: number().nullish(),
  tilt: number().nullish(),
  latitude,
  longitude,
  inverter_capacity_kw: kilowatts,
  module_capacity_kw: kilowatts.nullable(),
});
export type NewQuartzSite = z.output<typeof newQuartzSite>;

const clientUuid = z.string().transform((sent, context) => {
  const uuid = uuidOf(sent);
  if (uuid !== undefined) return uuid;
  context.addIssue({ code: "custom", message: "Input should be a valid UUID", input: sent });
  return z.NEVER;
});

/** An edit of a site: exactly the keys that are sent are written, NULL for null. */
export const quartzSiteEdit = z.object({
  client_site_id: integer.nullable().optional(),
  client_site_name: text.nullable().optional(),
  orientation: number().nullable().optional(),
  tilt: number().nullable().optional(),
  latitude: latitude.nullable().optional(),
  longitude: longitude.nullable().optional(),
  inverter_capacity_kw: kilowatts.nullable().optional(),
  module_capacity_kw: kilowatts.nullable().optional(),
  capacity_kw: kilowatts.nullable().optional(),
  dno: text.nullable().optional(),
  gsp: text.nullable().optional(),
  client_uuid: clientUuid.nullable().optional(),
});
export type QuartzSiteEdit = z.output<typeof quartzSiteEdit>;

/** Measurements of one site; the site is the one in the path. */
export const newActuals = z.object({
  site_uuid: z.string(),
  pv_actual_values: z.array(z.unknown()),
});

/** One measurement. */
const newActual = z.object({
  datetime_utc: z.unknown(),
  actual_generation_kw: kilowatts,
});

export interface Actual {
  time: Temporal.Instant;
  /** Rounded to watts. */
  powerKw: number;
}

/** Checked input, or what is wrong with it. */
export type Checked<T> = { data: T; faults?: undefined } | { data?: undefined; faults: Fault[] };

/** Checks a body against a schema of an object. */
export function checkBody<S extends z.ZodType>(schema: S, body: unknown): Checked<z.output<S>> {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return { data: result.data };
  return { faults: result.error.issues.slice(0, MOST_FAULTS).map((one) => faultOf(one, "body")) };
}

/** Yields while it checks a body of measurements, at each, so that others have their turn. */
export function* checkActuals(body: unknown): Generator<void, Checked<Actual[]>> {
  const { data, faults } = checkBody(newActuals, body);
  if (faults) return { faults };
  const [found, actuals]: [Fault[], Actual[]] = [[], []];
  for (const [at, item] of data.pv_actual_values.entries()) {
    const checked = checkActual(item, at);
    if (Array.isArray(checked)) found.push(...checked);
    else actuals.push(checked);
    if (found.length >= MOST_FAULTS) break;
    yield;
  }
  return found.length > 0 ? { faults: found } : { data: actuals };
}

function checkActual(item: unknown, at: number): Actual | Fault[] {
  const before = ["pv_actual_values", at];
  const result = newActual.safeParse(item, { reportInput: true });
  if (!result.success) return result.error.issues.map((issue) => faultOf(issue, "body", before));
  const { datetime_utc: sent, actual_generation_kw } = result.data;
  const time = bodyTime(sent);
  if (time) return { time, powerKw: Number(actual_generation_kw.toFixed(3)) };
  const loc = ["body", ...before, "datetime_utc"];
  return [
    sent === undefined
      ? fault(loc, ["missing", "Field required"], undefined)
      : fault(loc, ["datetime_parsing", "Input should be a valid datetime"], sent),
  ];
}

const BOOLEANS: Record<string, boolean> = {
  ...Object.fromEntries(["1", "true", "t", "yes", "y", "on"].map((word) => [word, true])),
  ...Object.fromEntries(["0", "false", "f", "no", "n", "off"].map((word) => [word, false])),
};

/** Reads a boolean of a query string as pydantic does; undefined for what is none. */
export const booleanOf = (text: string): boolean | undefined =>
  Object.hasOwn(BOOLEANS, text.toLowerCase()) ? BOOLEANS[text.toLowerCase()] : undefined;

/** Returns the UUIDs of a list with commas between them, none for an empty one; undefined if one is wrong. */
export function siteUuidsOf(text: string): string[] | undefined {
  const plain = text.replaceAll(" ", "");
  if (plain === "" || plain === "[]") return [];
  const uuids = plain.split(",").map(uuidOf);
  return uuids.every((uuid) => uuid !== undefined) ? [...new Set(uuids)] : undefined;
}

/** A corner of a map: latitude and longitude. */
export type Corner = [latitude: number, longitude: number];

/** Reads `latitude,longitude`; undefined for anything else. */
export function cornerOf(text: string): Corner | undefined {
  const [latitude, longitude, ...more] = text.split(",").map(floatOf);
  if (latitude === undefined || longitude === undefined || more.length > 0) return undefined;
  return [latitude, longitude];
}
