import { AppError } from "../../errors.ts";
import { counted } from "../../plural.ts";
import type { RowFault } from "./site_line.ts";

/** Most errors that a refusal lists. */
const MOST_LISTED = 1000;

/** Returns the error that refuses a whole list: a conflict where nothing else is wrong with it. */
export function refusalOfRows(faults: readonly RowFault[]): AppError {
  const isConflict = faults.every(({ because }) => because !== undefined);
  const [first] = faults;
  const message = faults.length === 1
    ? faultText(first!)
    : `Nothing was stored, for ${counted(faults.length, "error")}. The first: ${faultText(first!)}`;
  const fields = faults.slice(0, MOST_LISTED)
    .map((fault) => ({ field: `${fault.row}.${fault.column}`, message: faultText(fault) }));
  return new AppError(isConflict ? "conflict" : "invalid", message, { fields });
}

/** Returns `Row 3: latitude: Enter the latitude …`. */
export function faultText({ row, column, message }: RowFault): string {
  return [row > 0 ? `Row ${row}` : "", column, message].filter(Boolean).join(": ");
}
