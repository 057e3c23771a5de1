import type { Column } from "../reading.ts";
import { isNoValue, isNumberLike, type TimeKind, timeKindOf } from "./cell_kinds.ts";
import type { Role } from "./header_words.ts";
import { plainName, roleOf } from "./names.ts";
import type { Table } from "./table.ts";
import { splitUnit, unitOf } from "./units.ts";

/** A column with what its name and its cells show. */
export interface SeenColumn {
  index: number;
  name: string;
  /** The name without its unit, as `plainName` writes it. */
  plain: string;
  unit: string | null;
  role: Role | null;
  /** The kind of time that nearly all filled cells are. */
  time: TimeKind | null;
  /** Whether nearly all filled cells look like numbers. */
  isNumeric: boolean;
  filled: string[];
  distinct: Set<string>;
}

/** A reading names none of those behind. */
const MOST_COLUMNS = 1000;

/** Returns the columns of a table. */
export function columnsOf(table: Table): SeenColumn[] {
  const rows = table.segments.flat();
  const widths = [table.header ?? [], ...rows.slice(0, 50)].map(({ length }) => length);
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...widths));
  return Array.from({ length: width }, (_, index) => {
    const name = table.header?.[index] ?? "";
    return columnOf(index, name, table.units?.[index] ?? "", rows.map((row) => row[index] ?? ""));
  });
}

function columnOf(index: number, name: string, below: string, cells: string[]): SeenColumn {
  const parts = splitUnit(name);
  const unit = unitOf(below) ?? parts.unit;
  const filled = cells.filter((cell) => !isNoValue(cell));
  return {
    index,
    name: name || `Column ${index + 1}`,
    plain: plainName(parts.name),
    unit,
    role: name === "" ? null : roleOf(parts.name, unit),
    time: commonTime(filled),
    isNumeric: filled.length > 0 && share(filled, isNumberLike) > 0.7,
    filled,
    distinct: new Set(filled),
  };
}

const share = (cells: string[], is: (cell: string) => boolean) =>
  cells.filter(is).length / cells.length;

function commonTime(filled: string[]): TimeKind | null {
  const counts = new Map<TimeKind, number>();
  for (const cell of filled) {
    const kind = timeKindOf(cell);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (!best || all < filled.length * 0.7) return null;
  // Some exports leave 00:00 away: "02/03/2026" among "02/03/2026 00:15".
  return counts.has("moment") && best[0] === "date" && counts.get("moment")! > all * 0.3
    ? "moment"
    : best[0];
}

/** Returns what a person sees of a column. */
export const shownColumn = ({ name, unit, filled }: SeenColumn): Column => ({
  name,
  unit,
  examples: filled.slice(0, 3),
});
