import { z } from "zod";
import { AppError } from "../errors.ts";
import { asRfc3339, asSent } from "../time/time_text.ts";
import { unknownName } from "../unknown_names.ts";
import type { Reading } from "./reading.ts";

/** Readings of one request. */
export const MOST_READINGS = 100_000;

/** The body of a request that sends readings, for the description of the API. */
export const newReadings = z.object({
  readings: z.array(z.object({
    variable: z.string().describe("Its name, as in GET …/variables; a new one is made"),
    time_utc: z.string().describe("RFC 3339, with any offset; null or absent: now").nullish(),
    value: z.union([z.number(), z.boolean()]).describe("true is 1, false is 0"),
  })).max(MOST_READINGS),
});

/** Why a row of what was sent brings no reading. */
export interface RefusedRow {
  /** Counted from 1; of CSV the number of its line. */
  row: number;
  message: string;
}

/** Readings that can be stored, and the rows that cannot. */
export interface SentReadings {
  readings: Reading[];
  /** The row of each reading. */
  rows: number[];
  refused: RefusedRow[];
}

const PIECE = 500;

/**
 * Reads the rows of a body in JSON; `now` in microseconds is the time of those without one. Yields now
 * and then, for other work to be done. Throws "invalid" for a body without a list of readings.
 */
export function* readSentReadings(body: unknown, now: number): Generator<void, SentReadings> {
  const list = listOf(body);
  const sent: SentReadings = { readings: [], rows: [], refused: [] };
  for (const [at, row] of list.entries()) {
    if (at % PIECE === PIECE - 1) yield;
    const read = readRow(row, now);
    if (typeof read === "string") {
      sent.refused.push({ row: at + 1, message: read });
    } else {
      sent.readings.push(read);
      sent.rows.push(at + 1);
    }
  }
  return sent;
}

function listOf(body: unknown): unknown[] {
  const { readings, ...others } = isObject(body) ? body as Record<string, unknown> : {};
  const [other] = Object.keys(others);
  if (other !== undefined) throw fault(other, unknownName(other, ["readings"]));
  if (!Array.isArray(readings)) throw fault("readings", "Send a list of readings.");
  if (readings.length === 0) throw fault("readings", "Send at least one reading.");
  if (readings.length > MOST_READINGS) throw tooMany();
  return readings;
}

/** The error of a request with too many readings. */
export const tooMany = () => fault("readings", "Send at most 100,000 readings at once.");

const fault = (field: string, message: string) =>
  new AppError("invalid", message, { fields: [{ field, message }] });

const isObject = (value: unknown) => typeof value === "object" && value !== null;
const FIELDS = ["variable", "time_utc", "value"];

function readRow(row: unknown, now: number): Reading | string {
  if (!isObject(row) || Array.isArray(row)) return "Send an object with variable and value.";
  const { variable, time_utc, value, ...others } = row as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return unknownName(other, FIELDS);
  if (typeof variable !== "string") return "variable: Send its name as text.";
  const time = time_utc === undefined || time_utc === null ? now : microsecondsOf(time_utc);
  if (time === undefined) return `time_utc: ${noTime(time_utc)}`;
  const number = typeof value === "boolean" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) {
    return { variable: variable.trim(), time, value: number };
  }
  return value === undefined
    ? "value: Send a number."
    : `value: ${asSent(value)} is no finite number.`;
}

/** Returns why a text is no time of a reading. */
export const noTime = (sent: unknown) =>
  `${asSent(sent)} is no time with its offset. Write it like 2026-11-21T09:00:00Z.`;

/** Returns the microseconds since 1970 of a time with its offset; undefined for anything else. */
export function microsecondsOf(sent: unknown): number | undefined {
  if (typeof sent !== "string" || sent.length > 40) return undefined;
  const text = asRfc3339(sent);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  try {
    return Number(Temporal.Instant.from(text).epochNanoseconds / 1000n);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
