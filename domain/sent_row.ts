import { z } from "zod";
import { siteUuid, time } from "./ingestion.ts";
import { milliseconds } from "./time/time.ts";

const MOST_MINUTES = 24 * 60;
const minutesError = `Give whole minutes, 1 to ${MOST_MINUTES}.`;

/** A period: its start, and its end or its length. */
export const periodFields = {
  start_utc: time(),
  end_utc: time().optional(),
  period_minutes: z.int({ error: minutesError }).min(1, { error: minutesError })
    .max(MOST_MINUTES, { error: minutesError }).optional(),
};

/** The site of a row: by its UUID, or by its client's number. */
export const siteFields = {
  site_uuid: siteUuid.optional(),
  client_site_id: z.int32({ error: "Give the client's number of the site, a whole number." })
    .optional(),
};

type Payload<T> = z.core.ParsePayload<T>;

/** Checks that a row has exactly one of `end_utc` and `period_minutes`. */
export function oneEnd(row: Payload<{ end_utc?: string; period_minutes?: number }>): void {
  const { end_utc, period_minutes } = row.value;
  if (end_utc === undefined && period_minutes === undefined) {
    addIssue(row, "end_utc", "Give end_utc, a time with its offset, or period_minutes.");
  }
  if (end_utc !== undefined && period_minutes !== undefined) {
    addIssue(row, "period_minutes", "Give end_utc or period_minutes, not both.");
  }
}

/** Checks that a row has exactly one of `site_uuid` and `client_site_id`. */
export function oneSite(row: Payload<{ site_uuid?: string; client_site_id?: number }>): void {
  const { site_uuid, client_site_id } = row.value;
  if (site_uuid === undefined && client_site_id === undefined) {
    addIssue(row, "site_uuid", "Give site_uuid or client_site_id.");
  }
  if (site_uuid !== undefined && client_site_id !== undefined) {
    addIssue(row, "client_site_id", "Give site_uuid or client_site_id, not both.");
  }
}

function addIssue({ value, issues }: Payload<unknown>, field: string, message: string): void {
  issues.push({ code: "custom", input: value, path: [field], message });
}

/** Returns a row with its end, where it was sent with its length. */
export function withEnd<R extends { start_utc: string; end_utc?: string; period_minutes?: number }>(
  row: R,
): Omit<R, "period_minutes"> & { end_utc: string } {
  if (row.period_minutes === undefined) return row as R & { end_utc: string };
  const { period_minutes, ...rest } = row;
  const end = Temporal.Instant.from(row.start_utc).add({ minutes: period_minutes });
  return { ...rest, end_utc: end.toString() };
}

/** Returns the microseconds since 1970 of an RFC 3339 text; further digits are dropped. */
export function microseconds(utc: string): number {
  if (utc.length <= "2026-11-21T09:00:00.000Z".length) return milliseconds(utc) * 1000;
  return Number(Temporal.Instant.from(utc).epochNanoseconds / 1000n);
}
