import { stringify } from "csv-stringify/sync";
import { disarm } from "../../formula_cells.ts";
import type { Cell, ExportLayout } from "./export.ts";

/** Writes a file part by part: all texts one after the other are the file. */
export interface ExportWriter {
  head(): string;
  rows(rows: readonly Cell[][]): string;
  tail(): string;
}

/** Makes the writer of a file with these columns. */
export function exportWriter(layout: ExportLayout, columns: readonly string[]): ExportWriter {
  return layout.format === "json" ? jsonWriter(columns) : csvWriter(layout, columns);
}

const BYTE_ORDER_MARK = "\uFEFF";

function csvWriter(layout: ExportLayout, columns: readonly string[]): ExportWriter {
  const { delimiter, format } = layout;
  const lines = (rows: readonly Cell[][]) =>
    stringify(rows.map((row) => row.map((cell) => csvCell(cell, layout.decimal))), { delimiter });
  return {
    head: () => (format === "excel" ? BYTE_ORDER_MARK : "") + lines([[...columns]]),
    rows: lines,
    tail: () => "",
  };
}

/** A millionth is 1 mW of a kW: no instrument measures it. It keeps numbers free of exponents. */
const DIGITS = 6;

function csvCell(cell: Cell, decimal: string): string {
  if (typeof cell === "string") return disarm(cell);
  if (typeof cell === "boolean") return String(cell);
  if (cell === null || !Number.isFinite(cell)) return "";
  const text = String(Number(cell.toFixed(DIGITS)));
  return decimal === "." ? text : text.replace(".", decimal);
}

/** Writes `{"rows":[{…},…]}`, one row a line, with the columns as names. */
function jsonWriter(columns: readonly string[]): ExportWriter {
  let isFirst = true;
  return {
    head: () => '{"rows":[',
    rows: (rows) =>
      rows.map((row) => {
        const separator = isFirst ? "\n" : ",\n";
        isFirst = false;
        return separator + JSON.stringify(Object.fromEntries(columns.map((name, at) => [
          name,
          row[at],
        ])));
      }).join(""),
    tail: () => "\n]}\n",
  };
}
