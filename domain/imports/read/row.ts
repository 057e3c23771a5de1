import type { LeftOutLine, LeftOutReason } from "../read_rows.ts";
import type { NumberFault } from "./number.ts";

/** What a line says: one time or a period, and a value for each inverter beside each other. */
export interface Row {
  line: number;
  /** The text of the column that names the site; null without one. */
  site: string | null;
  /** The text of the column that names the inverter; empty without one. */
  inverter: string;
  /** The time of the line, and its end where the file has it, in milliseconds since 1970. */
  ms: number;
  endMs: number | null;
  /** In kW, of energies and counters in kWh; NaN where a column has none. */
  values: number[];
  /** Why the first column without a value has none. */
  fault: NumberFault | null;
  /** The text of that cell. */
  faultText: string;
  /** The cells that were read, and no others. */
  cells: string[];
}

/** Longer cells are shortened in the list of lines left out. */
const MOST_LETTERS = 80;

/** Makes the entry of a line that is left out. */
export function leftOut(
  { line, cells }: { line: number; cells: readonly string[] },
  reason: LeftOutReason,
  message: string,
): LeftOutLine {
  const short = cells.map((cell) =>
    cell.length > MOST_LETTERS ? `${cell.slice(0, MOST_LETTERS)}…` : cell
  );
  return { line, reason, message, cells: short };
}
