import { z } from "zod";
import type { Fault } from "./unknown_names.ts";
import { asRfc3339, asSent } from "./time/time_text.ts";

const timeError = ({ input }: { input?: unknown }) =>
  input === undefined
    ? "Give a time with its offset, like 2026-11-21T09:00:00Z."
    : `${asSent(input)} is no time with its offset. Write it like 2026-11-21T09:00:00Z.`;

/** A time with its offset from UTC; returned as RFC 3339 has it. */
export const time = () =>
  z.string({ error: timeError }).overwrite(asRfc3339).check(
    z.iso.datetime({ offset: true, abort: true, error: timeError }),
    z.refine<string>((text) => /^(19|20).*(Z|[+-](0\d|1[0-4]):\d\d)$/.test(text), {
      error: "Write a time between 1900 and 2099, with an offset of at most 14 hours.",
    }),
  );
/** A power in kW. */
export const kw = () =>
  z.number({
    error: ({ input }) =>
      input === undefined
        ? "Give a finite number, in kW."
        : `${
          asSent(input)
        } is no finite number. Send a number in kW, and leave out what is not known.`,
  });
/** The UUID of a site. */
export const siteUuid = z.guid({ error: "Not a valid UUID." });

/** Accepts a list of rows of any length; the limit of the body bounds it. */
export const rows = <S extends z.ZodType>(row: S, what: string) =>
  z.array(row, { error: `Send a list of ${what}.` }).min(1, { error: `Send ${what}.` });

/** Counts what became of the rows of a request; the counts add up to the rows that were sent. */
export interface Ingested {
  inserted: number;
  /** Rows that were stored already, or sent twice. */
  unchanged: number;
  /** Rows that were left out, since another value is stored. */
  conflicting: number;
  /** The first of those by its place, as in "Row 3". */
  first_conflict: string | null;
}

/** A measurement that was left out, and why: it contradicts or overlaps what is stored. */
export interface Conflict {
  /** Its place, counted from 1. */
  row: number;
  site_uuid: string;
  start_utc: string;
  end_utc: string;
  reason: string;
}

/** A row that was refused while others were stored. */
export interface RefusedRow {
  /** Counted from 1; null for a whole run. */
  row: number | null;
  /** Of several runs, the one that has the row, counted from 1. */
  forecast?: number;
  field: string;
  message: string;
}

/** Rows that were refused while others were stored: how many, and the first 100 of them. */
export interface Refused {
  count: number;
  rows: (RefusedRow & Listed)[];
}

/** What a refused row has, too, under the names that all errors of the API have. */
interface Listed {
  /** Null: the whole row. */
  column: string | null;
  detail: string;
}

/** Returns a refused row as a response lists it. */
export function listed(row: RefusedRow): RefusedRow & Listed {
  const last = row.field.split(".").at(-1)!;
  return { ...row, column: /^\d*$/.test(last) ? null : last, detail: row.message };
}

/** Refused rows that a response lists. */
export const MOST_REFUSED = 100;

/** Returns where in a request something is: `Row 3 of forecast 2`, `Row 3`, `Forecast 2`. */
export function placeName({ row, forecast }: Pick<RefusedRow, "row" | "forecast">): string {
  if (row === null) return forecast === undefined ? "" : `Forecast ${forecast}`;
  return forecast === undefined ? `Row ${row}` : `Row ${row} of forecast ${forecast}`;
}

/** Returns the row that a fault of a body is in, and a message that names it. */
export function refusedRow(
  { path, message, of, isMissing }: Fault,
  nameOf = placeName,
): RefusedRow {
  const field = path.join(".");
  const [, run] = /^forecasts\.(\d+)/.exec(field) ?? [];
  const [, value] = /(?:^|\.)values\.(\d+)/.exec(field) ?? [];
  const place = {
    row: value === undefined ? null : Number(value) + 1,
    ...(run === undefined ? {} : { forecast: Number(run) + 1 }),
  };
  const start = nameOf(place);
  if (isMissing) return { ...place, field, message: `${start}: ${message}` };
  if (of) return { ...place, field, message: `${start} (${of}): ${message}` };
  const name = /[^.]+$/.exec(field)?.[0];
  return { ...place, field, message: start ? `${start}: ${name}: ${message}` : message };
}
