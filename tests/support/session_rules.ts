import type { RowRules } from "../../domain/charging/import/judge_row.ts";
import { targetsOf } from "../../domain/charging/import/plan.ts";
import { proposeColumns } from "../../domain/charging/import/propose_columns.ts";
import type { ReadingRules } from "../../domain/charging/import/values.ts";

/** How cells are read unless a test says otherwise. */
export const UTC: ReadingRules = { zone: "UTC", dates: "ymd", numbers: "1234.5" };

/** Rules for the rows of a file with this header, whose columns are as proposed. */
export function rulesFor(header: string[], change: Partial<RowRules> = {}): RowRules {
  const { targets } = targetsOf(header, {
    columns: proposeColumns(header).map((one) => one ?? ""),
  });
  return { ...UTC, currency: "", targets, ...change };
}
