import { AppError } from "../../../domain/errors.ts";
import {
  MOST_REFUSED,
  type Refused,
  type RefusedRow,
  refusedRow,
} from "../../../domain/ingestion.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import { inTurns } from "../../../db/turns.ts";
import { refusedRows } from "../ingestion.ts";

/** Names a place in a body of lines: a line, or a row of the run that is in a line. */
function lineName({ row, forecast }: Pick<RefusedRow, "row" | "forecast">): string {
  if (forecast === undefined) return row === null ? "" : `Line ${row}`;
  return row === null ? `Line ${forecast}` : `Row ${row} of line ${forecast}`;
}

/** Returns the line that a fault is in, the field by its name alone, and a message that names it. */
export function refusedLine(fault: Fault): RefusedRow {
  const field = fault.path.findLast((part) => typeof part === "string") as string;
  const isWhole = typeof fault.path.at(-1) === "number";
  if (!isWhole) return { ...refusedRow(fault, lineName), field };
  const named = refusedRow({ ...fault, isMissing: true }, lineName);
  return { ...named, field: "" };
}

/** Throws for the first of these faults, if there is one. */
export function refuseFirst(faults: readonly Fault[]): void {
  const [first] = faults.toSorted((a, b) =>
    placeOf(a, 1) - placeOf(b, 1) || placeOf(a, 3) - placeOf(b, 3)
  );
  if (!first) return;
  const { row, forecast, field, message } = refusedLine(first);
  if (first.isMissing) throw new AppError("not_found", message);
  const at = { row: forecast ?? row ?? 1, column: field };
  throw new AppError("invalid", message, { fields: [{ field, message, at }] });
}

/** Returns the line of a fault (part 1 of its path), or the row of the run in its line (part 3). */
function placeOf({ path }: Fault, part: 1 | 3): number {
  const place = path[part];
  return typeof place === "number" ? place : -1;
}

/** Counts what is refused, piece by piece, and lists the first of it. */
export class RefusedLines {
  readonly #refused: Refused = { count: 0, rows: [] };

  /** Counts rows that are not listed. */
  count(rows: number): void {
    this.#refused.count += rows;
  }

  /** Adds the faults of a piece; `rowsOfRun` says how many rows a run has that is refused whole. */
  async add(faults: readonly Fault[], rowsOfRun: (run: number) => number = () => 1): Promise<void> {
    const { count, rows } = await inTurns(refusedRows(faults, rowsOfRun, refusedLine));
    this.#refused.count += count;
    this.#refused.rows.push(...rows.slice(0, MOST_REFUSED - this.#refused.rows.length));
  }

  list(): Refused {
    return this.#refused;
  }
}
