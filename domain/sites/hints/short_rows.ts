import { HOUR, MINUTE } from "../../time/time.ts";
import type { Site } from "../site.ts";
import { MEASURED_EVERY } from "../site_input.ts";
import type { Hint, MeasuredHour } from "./hint.ts";

/** The period of a row. */
export type RowPeriod = Pick<MeasuredHour, "startMs" | "endMs">;

/** Days of rows that the rule reads. */
export const SPACING_DAYS = 7;
/** The rows must come from nearly all of the week, and there must be some of each day. */
const LEAST_SPAN = (SPACING_DAYS - 1) * 24 * HOUR;
const LEAST_ROWS = 40;
/** Share of the rows after which the next one comes at once; the others have gaps after them. */
const LEAST_SHARE = 0.9;

/**
 * Returns a hint when all rows of a week last 5 minutes and start every 10, 15, 30 or 60 minutes:
 * the Python SDK stores rows of meters so, which measured all of the time between. Rows are in the
 * order of time. Silent when the site states how long they last.
 */
export function shortRows(site: Site, rows: readonly RowPeriod[]): Hint | undefined {
  const starts = rows.map(({ startMs }) => startMs);
  const span = (starts.at(-1) ?? 0) - (starts[0] ?? 0);
  const isShort = rows.every(({ startMs, endMs }) => endMs - startMs === 5 * MINUTE);
  if (site.measured_every_minutes !== null || !isShort) return undefined;
  if (rows.length < LEAST_ROWS || span < LEAST_SPAN) return undefined;
  const steps = starts.slice(1).map((start, index) => (start - starts[index]!) / MINUTE);
  const minutes = MEASURED_EVERY.find((every) =>
    steps.every((step) => step % every === 0) &&
    steps.filter((step) => step === every).length >= LEAST_SHARE * steps.length
  );
  return minutes && { code: "short_rows", figures: { minutes, rows: rows.length } };
}
