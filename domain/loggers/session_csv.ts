import { stringify } from "csv-stringify/sync";
import { disarm } from "../formula_cells.ts";
import { microseconds } from "./microseconds.ts";

const HEAD = ["Time Logged", "Elapsed Seconds", "Variable Name", "Value"];

/** Returns the header of a file with the readings of a session. */
export const sessionCsvHead = (): string => stringify([HEAD]);

/** A reading as a file has it. */
interface ExportedReading {
  variable: string;
  /** RFC 3339. */
  time_utc: string;
  value: number;
}

/**
 * Returns the lines of readings: their time on the clock of the zone, with its offset from UTC; the
 * seconds since the start of the session; variable and value.
 */
export function sessionCsvLines(
  readings: readonly ExportedReading[],
  start_utc: string,
  zone: string,
): string {
  const start = microseconds(start_utc);
  return stringify(readings.map(({ variable, time_utc, value }) => [
    clockText(time_utc, zone),
    String((microseconds(time_utc) - start) / 1e6),
    disarm(variable),
    String(value),
  ]));
}

function clockText(utc: string, zone: string): string {
  const second = Temporal.Instant.from(utc).round({
    smallestUnit: "second",
    roundingMode: "floor",
  });
  return second.toString({ timeZone: zone }).replace("T", " ");
}
