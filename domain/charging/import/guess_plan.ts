import { hasOffset, timeKindOf } from "../../imports/recognise/cell_kinds.ts";
import { timeOrder } from "../../imports/recognise/time_order.ts";
import { type ColumnTarget, parseTarget } from "./fields.ts";
import { DATE_ORDERS, type ImportPlan, type NumberForm } from "./plan.ts";
import { proposeColumns } from "./propose_columns.ts";

/** What is proposed for a file. An empty text is a question: the file does not say it. */
export interface ProposedPlan {
  columns: string[];
  zone: string;
  dates: ImportPlan["dates"] | "";
  numbers: NumberForm | "";
  currency: string;
  /** Whether each time has an offset, so that the zone does not count. */
  hasOffsets: boolean;
}

/** Proposes how a file is read, from its header and some of its rows. */
export function guessPlan(
  { header, isJson }: { header: readonly string[]; isJson: boolean },
  rows: readonly (readonly string[])[],
  { zones, currency }: { zones: readonly string[]; currency: string },
): ProposedPlan {
  const columns = proposeColumns(header).map((target) => target ?? "");
  const targets = columns.map((key) => parseTarget(key));
  const times = cellsOfKind(rows, targets, "moment");
  const hasOffsets = times.length > 0 && times.every(isAbsolute);
  const isUntimed = !rows.flat().some((cell) => timeKindOf(cell.trim()) !== null);
  return {
    columns,
    zone: hasOffsets || isUntimed ? "UTC" : zones.length === 1 ? zones[0]! : "",
    dates: orderOf(times),
    numbers: isJson ? "1234.5" : numberForm(cellsOfKind(rows, targets, "number")),
    currency,
    hasOffsets,
  };
}

function cellsOfKind(
  rows: readonly (readonly string[])[],
  targets: readonly (ColumnTarget | undefined)[],
  kind: string,
): string[] {
  return rows.flatMap((cells) => cells.filter((_, i) => targets[i]?.field.kind === kind))
    .map((cell) => cell.trim()).filter((cell) => cell !== "");
}

const isAbsolute = (cell: string) => hasOffset(cell) || cell.startsWith("0001-01-01");

function orderOf(times: readonly string[]): ProposedPlan["dates"] {
  if (times.length === 0) return "ymd";
  const { form, proof } = timeOrder([[...times]], null, null);
  return proof === null ? "" : DATE_ORDERS.find((order) => order === form) ?? "";
}

/** Returns how numbers are written; a point is a decimal one unless something says otherwise. */
function numberForm(cells: readonly string[]): NumberForm | "" {
  const numbers = cells.filter((cell) => /^[+-]?[\d.,]+$/.test(cell));
  const both = numbers.find((cell) => cell.includes(",") && cell.includes("."));
  if (both) return both.lastIndexOf(",") > both.lastIndexOf(".") ? "1.234,5" : "1,234.5";
  const commas = numbers.filter((cell) => cell.includes(","));
  if (commas.length === 0) return "1234.5";
  if (numbers.some((cell) => cell.includes("."))) return "1,234.5";
  const isGrouped = commas.every((cell) => /^[+-]?\d{1,3}(?:,\d{3})+$/.test(cell));
  return isGrouped ? "" : "1234,5";
}
