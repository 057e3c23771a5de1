import type { Import } from "../../domain/imports/import.ts";
import { counted } from "../../domain/plural.ts";

/** Returns how many rows of a file's kind: `3 measurements`, `1 forecast value`. */
export function countedRows({ kind }: Pick<Import, "kind">, rows: number): string {
  return counted(rows, kind === "forecasts" ? "forecast value" : "measurement");
}
