import { AppError, type FieldError, jsonPointer } from "../../errors.ts";
import { counted } from "../../plural.ts";
import type { RowFault } from "./site_line.ts";

/** Most errors that a refusal lists. */
const MOST_LISTED = 1000;

/**
 * Returns the error that refuses a whole list, of CSV or else of JSON: a conflict where nothing else is
 * wrong with it.
 */
export function refusalOfRows(
  faults: readonly RowFault[],
  { isCsv }: { isCsv: boolean },
): AppError {
  const isConflict = faults.every(({ because }) => because !== undefined);
  const [first] = faults;
  const message = faults.length === 1
    ? faultText(first!)
    : `Nothing was stored, for ${counted(faults.length, "error")}. The first: ${faultText(first!)}`;
  const fields = faults.slice(0, MOST_LISTED).map((fault): FieldError => ({
    field: `${fault.row}.${fault.column}`,
    message: faultText(fault),
    at: isCsv ? { row: fault.row, column: fault.column } : { pointer: pointerTo(fault) },
  }));
  return new AppError(isConflict ? "conflict" : "invalid", message, { fields });
}

/** Rows are counted from 1; 0 is the list itself. */
function pointerTo({ row, column }: RowFault): string {
  const name = column === "" ? [] : [column];
  return jsonPointer(row === 0 ? name : ["sites", row - 1, ...name]);
}

/** Returns `Row 3: latitude: Enter the latitude …`. */
export function faultText({ row, column, message }: RowFault): string {
  return [row > 0 ? `Row ${row}` : "", column, message].filter(Boolean).join(": ");
}
