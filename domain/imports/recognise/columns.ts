import type { Column } from "../reading.ts";
import { isNoValue, isNumberLike, type TimeKind } from "./cell_kinds.ts";
import { numberTimeOf, timeOf } from "./column_time.ts";
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
  const columns = Array.from({ length: width }, (_, index) => {
    const name = table.header?.[index] ?? "";
    return columnOf(index, name, table.units?.[index] ?? "", rows.map((row) => row[index] ?? ""));
  });
  return withNumberTimes(columns);
}

/** Times that look like numbers count where there is no other date, or no other time of day. */
function withNumberTimes(columns: SeenColumn[]): SeenColumn[] {
  const kinds = new Set(columns.map(({ time }) => time));
  const hasMoment = [...kinds].some((kind) => kind !== null && !IN_PARTS.includes(kind));
  const hasClock = kinds.has("clock") || kinds.has("clock_period");
  return hasMoment ? columns : columns.map((column) => {
    if (column.time !== null) return column;
    const time = numberTimeOf(column.plain, column.filled);
    const hasOther = time === "clock" ? hasClock : kinds.has("date");
    return hasOther ? column : { ...column, time };
  });
}

const IN_PARTS: TimeKind[] = ["date", "clock", "clock_period"];

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
    time: timeOf(filled),
    isNumeric: filled.length > 0 && share(filled, isNumberLike) > 0.7,
    filled,
    distinct: new Set(filled),
  };
}

const share = (cells: string[], is: (cell: string) => boolean) =>
  cells.filter(is).length / cells.length;

/** Returns what a person sees of a column. */
export const shownColumn = ({ name, unit, filled }: SeenColumn): Column => ({
  name,
  unit,
  examples: filled.slice(0, 3),
});
