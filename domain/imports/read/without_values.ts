import { asSent } from "../../time/time_text.ts";
import type { PeriodSink } from "./results.ts";
import type { Row } from "./row.ts";

/** Leaves out a line that lacks the value of any inverter; returns false where all are there. */
export function leaveWithoutValues(row: Row, results: PeriodSink): boolean {
  if (row.fault === null) return false;
  if (row.values.some((value) => !Number.isNaN(value))) {
    const message =
      "An inverter has no value for this time: the sum of the others is not the site's.";
    results.leave(row, "no_partner", message);
  } else if (row.faultText === "") {
    results.leave(row, "empty", "The cell of the value is empty.");
  } else results.leave(row, row.fault, `${asSent(row.faultText)} is not a number.`);
  return true;
}
