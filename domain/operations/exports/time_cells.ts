import { offsetByDay } from "../../time/day_offset.ts";
import type { Cell, ExportLayout } from "./export.ts";
import { settlementPeriod } from "./settlement_period.ts";

const DAY = 86_400_000;

/** Calendar days by their number since 1970: Temporal is slow, and a file has each many times. */
const dayTexts = new Map<number, string>();
const MOST_DAYS = 5000;

function dayText(number: number): string {
  const known = dayTexts.get(number);
  if (known !== undefined) return known;
  const text = new Temporal.PlainDate(1970, 1, 1).add({ days: number }).toString();
  if (dayTexts.size >= MOST_DAYS) dayTexts.clear();
  dayTexts.set(number, text);
  return text;
}

const digits = (value: number, count = 2) => String(value).padStart(count, "0");

/** Times of day by their whole seconds. */
const clocks = new Map<number, string>();

/** Returns the time of day, with fractions of a second where there are any. */
function clockOf(ms: number): string {
  const seconds = ms / 1000;
  const known = clocks.get(seconds);
  if (known !== undefined) return known;
  const text = newClock(ms);
  if (Number.isInteger(seconds)) clocks.set(seconds, text);
  return text;
}

function newClock(ms: number): string {
  const clock = [3_600_000, 60_000, 1000].map((unit, at) =>
    digits(Math.floor(ms / unit) % (at === 0 ? 24 : 60))
  ).join(":");
  const fraction = ms % 1000;
  return fraction === 0 ? clock : `${clock}.${digits(fraction, 3)}`;
}

function offsetText(ms: number): string {
  const minutes = Math.abs(Math.round(ms / 60_000));
  return `${ms < 0 ? "-" : "+"}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

/**
 * Returns an instant (milliseconds since 1970) by the clock of a zone, as RFC 3339 with its offset;
 * `plain` leaves out T, offset and Z, as spreadsheets want it.
 */
export function timeText(ms: number, zone: string, plain: boolean): string {
  const offset = zone === "UTC" ? 0 : offsetByDay(ms, zone);
  const local = Math.round(ms) + offset;
  const day = Math.floor(local / DAY);
  const clock = clockOf(local - day * DAY);
  if (plain) return `${dayText(day)} ${clock}`;
  return `${dayText(day)}T${clock}${zone === "UTC" ? "Z" : offsetText(offset)}`;
}

const isPlain = ({ format }: ExportLayout) => format === "excel";

/** Returns the names of the columns that `timeCells` fills. */
export function timeColumns(layout: ExportLayout): string[] {
  const settlement = layout.hasSettlement ? ["settlement_date_gb", "settlement_period_gb"] : [];
  if (layout.zone === "UTC") return ["start_utc", "end_utc", ...settlement];
  const offset = isPlain(layout) ? ["utc_offset_minutes"] : [];
  return ["start_local", "end_local", ...offset, "time_zone", ...settlement];
}

/**
 * Returns the cells of a period: its start and end by the clock of a zone, with what makes them
 * unambiguous where the clock is put back, and the settlement date and period of its start.
 */
export function timeCells(
  { startMs, endMs }: { startMs: number; endMs: number },
  layout: ExportLayout,
  zone: string,
): Cell[] {
  const plain = isPlain(layout);
  const cells: Cell[] = [timeText(startMs, zone, plain), timeText(endMs, zone, plain)];
  if (layout.zone !== "UTC") {
    if (plain) cells.push(offsetByDay(startMs, zone) / 60_000);
    cells.push(zone);
  }
  if (layout.hasSettlement) {
    const { day, period } = settlementPeriod(startMs);
    cells.push(dayText(day), period);
  }
  return cells;
}
