import type { Fault } from "./unknown_names.ts";
import { asSent } from "./time/time_text.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "./time/time.ts";

/** What is wrong with a field of a row that was sent, and what to do about it. */
export interface Wrong {
  field: string;
  message: string;
}

/** Shares of the largest capacity: at the edge of its plate a generator gives a little more. */
const HIGHEST = 1.1;
/** An inverter uses some at night. */
const LOWEST = -0.05;
/** Against rounding: 1.1 × 30 is less than 33. */
const ROUNDING = 1e-9;
/** Minutes by which clocks of loggers and of models are allowed to be fast. */
const START_AHEAD = 15;
/** Minutes: a period that lasts until now may be sent a little before its end. */
const END_AHEAD = 60;

/** Returns what is wrong with a period: at most a day, and not empty; undefined for a good one. */
export function wrongPeriod({ start_utc, end_utc }: PeriodText): Wrong | undefined {
  return wrongLength(milliseconds(end_utc) - milliseconds(start_utc));
}

/** Returns what is wrong with a period of so many milliseconds. */
export function wrongLength(length: number): Wrong | undefined {
  if (length <= 0) return { field: "end_utc", message: "end_utc must be after start_utc." };
  if (length <= 24 * HOUR) return undefined;
  return { field: "end_utc", message: "end_utc must be at most one day after start_utc." };
}

interface PeriodText {
  start_utc: string;
  end_utc: string;
}

/** Returns what is wrong with a measured period: it has not come to pass by `nowMs`. */
export function notYetMeasured(period: PeriodText, nowMs: number): Wrong | undefined {
  return ahead("start_utc", period.start_utc, START_AHEAD, nowMs) ??
    ahead("end_utc", period.end_utc, END_AHEAD, nowMs);
}

/** Returns whether a measured period, in milliseconds since 1970, has come to pass by `nowMs`. */
export function hasPassed({ startMs, endMs }: { startMs: number; endMs: number }, nowMs: number) {
  return startMs <= nowMs + START_AHEAD * MINUTE && endMs <= nowMs + END_AHEAD * MINUTE;
}

/** Returns what is wrong with the time of a run: it has not come to pass by `nowMs`. */
export function notYetMade(time: string, nowMs: number): Wrong | undefined {
  return ahead("timestamp_utc", time, START_AHEAD, nowMs);
}

/** Returns what is wrong with a time that is more than so many minutes ahead of `nowMs`. */
export function ahead(
  field: string,
  time: string,
  minutes: number,
  nowMs: number,
): Wrong | undefined {
  if (milliseconds(time) <= nowMs + minutes * MINUTE) return undefined;
  const message =
    `${field} ${asSent(time)} is more than ${minutes} minutes ahead of the server's time, ` +
    `${utcText(nowMs)}. Check the clock and the offset from UTC, or send it later.`;
  return { field, message };
}

/**
 * Returns what is wrong with a power: outside −5 to 110 % of the largest capacity that the site has
 * or had. Without a capacity nothing is.
 */
export function wrongPower(field: string, kw: number, capacityKw: number | null) {
  if (capacityKw === null) return undefined;
  if (kw > HIGHEST * capacityKw * (1 + ROUNDING)) {
    return offLimits(field, kw, "more than 110 %", capacityKw);
  }
  return tooLow(field, kw, capacityKw);
}

/** Returns what is wrong with a P-level: below −5 % of the largest capacity. */
export function tooLow(field: string, kw: number, capacityKw: number | null): Wrong | undefined {
  if (capacityKw === null || kw >= LOWEST * capacityKw * (1 + ROUNDING)) return undefined;
  return offLimits(field, kw, "less than -5 %", capacityKw);
}

function offLimits(field: string, kw: number, how: string, capacityKw: number): Wrong {
  const message =
    `${kw} kW is ${how} of ${capacityKw} kW, the largest capacity that the site has ` +
    "or had. Send kW, not W or kWh, or correct the site's capacity first.";
  return { field, message };
}

/** A row of a site that the caller's group lacks; a stranger's site is none, either. */
export const NO_SITE: Wrong = { field: "site_uuid", message: "there is no such site here." };

/** Returns a fault of a row at its place in the body; its message names the site and the start. */
export function faultOf(
  { field, message }: Wrong,
  at: readonly PropertyKey[],
  { site_uuid, start_utc }: { site_uuid: string; start_utc?: string },
): Fault {
  const path = [...at, field];
  if (field === "site_uuid") return { path, message, isMissing: true };
  const of = start_utc === undefined ? `site ${site_uuid}` : `site ${site_uuid}, ${start_utc}`;
  return { path, message, of };
}
