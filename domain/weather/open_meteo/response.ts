import { z } from "zod";
import { distanceMetres, type Point } from "../../sites/distance.ts";
import { milliseconds } from "../../time/time.ts";
import {
  type Columns,
  HOURLY_UNITS,
  type HourlyColumn,
  QUARTER_UNITS,
  type QuarterColumn,
  type Rows,
} from "./columns.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** Grid cells of global models are up to 25 km wide, and on coasts the API takes one over land. */
const MOST_METRES_AWAY = 60_000;
/** Both have the offset 0 the whole year, which Europe/London has in winter only. */
const ZONES = ["GMT", "UTC"];
/** 92 past and 16 coming days of quarter hours. */
const MOST_ROWS = 108 * 96;

const times = z.array(z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)).min(1).max(MOST_ROWS);
const values = z.array(z.number().nullable()).max(MOST_ROWS);
const units = z.record(z.string(), z.string());

/** The columns of a block are checked by `rowsOf`, which can say which one is missing. */
const block = z.object({ time: times }).catchall(values);

/** The response of the forecast API for one place, as documented. Unknown members are left alone. */
const placeResponse = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  location_id: z.int().min(0).optional(),
  utc_offset_seconds: z.number(),
  timezone: z.string(),
  hourly_units: units,
  hourly: block,
  minutely_15_units: units.optional(),
  minutely_15: block.optional(),
});

/** One place alone is an object, several are a list. */
const response = z.union([placeResponse.transform((one) => [one]), z.array(placeResponse)]);

type PlaceResponse = z.output<typeof placeResponse>;

/** The rows of one of the places that were asked for. */
export interface PlaceRows {
  hours: Rows<HourlyColumn>;
  /** Where the API has quarter hours of the place. */
  quarters?: Rows<QuarterColumn>;
}

/** A response that must not be used. The message says why, in words for operators. */
export class UnusableResponse extends Error {}

/**
 * Returns the rows of each place, in the order of `places`. Throws UnusableResponse where anything is
 * not as it was asked for: another unit, another time zone, other places, a column that is missing.
 */
export function readResponse(body: unknown, places: readonly Point[]): PlaceRows[] {
  const parsed = response.safeParse(body);
  if (!parsed.success) {
    throw new UnusableResponse(`It is not as documented: ${first(parsed.error)}`);
  }
  return inOrder(parsed.data, places).map((one) => {
    checkZone(one);
    const { minutely_15: quarters, minutely_15_units = {} } = one;
    return {
      hours: rowsOf(one.hourly, one.hourly_units, HOURLY_UNITS, HOUR_MS),
      ...quarters &&
        { quarters: rowsOf(quarters, minutely_15_units, QUARTER_UNITS, QUARTER_MS) },
    };
  });
}

/** Returns the first issue with its place: `hourly.time: …`. An issue of a union names the deepest. */
function first(error: z.ZodError): string {
  const issue = error.issues[0];
  const deeper = issue?.code === "invalid_union" ? issue.errors.map(([one]) => one) : [issue];
  const named = deeper.toSorted((a, b) => (b?.path.length ?? 0) - (a?.path.length ?? 0))[0];
  return `${named?.path.join(".") || "the whole"}: ${named?.message ?? "invalid"}`.slice(0, 200);
}

/**
 * Puts responses into the order of the places. The API has them in the order of the question, and
 * numbers them from the second one on.
 */
function inOrder(responses: PlaceResponse[], places: readonly Point[]): PlaceResponse[] {
  if (responses.length !== places.length) {
    throw new UnusableResponse(`It has ${responses.length} places in place of ${places.length}.`);
  }
  const isNumbered = responses.some(({ location_id }) => location_id !== undefined);
  const byPlace = new Map(
    responses.map((one, at) => [isNumbered ? one.location_id ?? 0 : at, one]),
  );
  return places.map((place, at) => {
    const one = byPlace.get(at);
    if (!one || distanceMetres(place, one) > MOST_METRES_AWAY) {
      throw new UnusableResponse("Its places are not those that were asked for, in their order.");
    }
    return one;
  });
}

function checkZone({ utc_offset_seconds: offset, timezone }: PlaceResponse): void {
  if (offset === 0 && ZONES.includes(timezone)) return;
  throw new UnusableResponse(
    `Its times are those of ${timezone.slice(0, 40)} (${offset} s from UTC) in place of UTC.`,
  );
}

function rowsOf<Name extends string>(
  { time, ...found }: z.output<typeof block>,
  units: Record<string, string>,
  wanted: Record<Name, string>,
  stepMs: number,
): Rows<Name> {
  const times = time.map((text) => `${text}:00Z`);
  const timesMs = timesOf(times, stepMs);
  checkUnit("time", units.time, "iso8601");
  const columns = {} as Columns<Name>;
  for (const name of Object.keys(wanted) as Name[]) {
    columns[name] = columnOf(name, found as Record<string, (number | null)[]>, timesMs.length);
    // A model without such a variable has nulls alone, in the unit "undefined".
    if (columns[name].some((value) => value !== null)) {
      checkUnit(name, units[name], wanted[name]);
    }
  }
  return { times, timesMs, columns };
}

/** Returns the times of rows, which must be whole steps, one after the other. */
function timesOf(texts: string[], stepMs: number): number[] {
  const firstMs = timeOf(texts[0]!);
  const times = texts.map((text, at) => at === 0 ? firstMs : timeOf(text));
  if (firstMs % stepMs === 0 && times.every((ms, at) => ms === firstMs + at * stepMs)) return times;
  throw new UnusableResponse(`Its times are not ${stepMs / 60_000} minutes apart.`);
}

function timeOf(text: string): number {
  try {
    return milliseconds(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UnusableResponse(`${text} is not a time.`);
    throw error;
  }
}

function columnOf(name: string, found: Record<string, (number | null)[]>, length: number) {
  const values = found[name];
  if (!values) throw new UnusableResponse(`It has no ${name}.`);
  if (values.length === length) return values;
  throw new UnusableResponse(`It has ${values.length} values of ${name} for ${length} times.`);
}

function checkUnit(name: string, unit: string | undefined, wanted: string): void {
  if (unit === wanted) return;
  throw new UnusableResponse(
    `The unit of ${name} is ${(unit ?? "not given").slice(0, 40)} in place of ${wanted}.`,
  );
}
