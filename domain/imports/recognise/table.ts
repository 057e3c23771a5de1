import { cellsOf, commonestCount, type Delimiter, findDelimiter, linesOf } from "./cells.ts";
import { isNoValue, isNumberLike, isUnitCell, timeKindOf } from "./cell_kinds.ts";
import { isDayCount } from "../read/day_count.ts";
import type { FileSample } from "./file_sample.ts";
import { hasKnownWords } from "./names.ts";

/** What a file looks like as a table. */
export interface Table {
  delimiter: Delimiter;
  /** Lines above the header. They can hold names and addresses: only their words for a zone count. */
  above: string[];
  linesAbove: number;
  header: string[] | null;
  /** The cells under the header that say units or how times are written. */
  units: string[] | null;
  /** Lines from the header to the first values. */
  headerLines: number;
  /** The cells of the lines of values at the start, in the middle and at the end. */
  segments: string[][][];
}

/** Lines that are looked at for a header. */
const MOST_ABOVE = 200;

/** Returns the lines and characters above the header of a file, or above its values where it has none. */
export function headerStart(head: string): { lines: number; chars: number } {
  const lines = linesOf(head);
  const delimiter = findDelimiter(lines.lines);
  if (!delimiter) return { lines: 0, chars: 0 };
  const top = keptFrom(head, layoutOf(lines.lines, delimiter).top);
  return { lines: sum(lines.counts.slice(0, top)), chars: sum(lines.lengths.slice(0, top)) };
}

/** Returns the table that a file holds; null where no delimiter makes one. */
export function tableOf({ head, middle, tail }: FileSample): Table | null {
  const lines = linesOf(head);
  if ((middle !== "" || tail !== "") && !/[\r\n]$/.test(head)) lines.lines.pop(); // it is cut off
  const delimiter = findDelimiter(lines.lines);
  if (!delimiter) return null;
  const { top, header, units, first } = layoutOf(lines.lines, delimiter);
  const rows = (some: string[]) =>
    some.filter((line) => line.trim() !== "").map((line) => cellsOf(line, delimiter));
  const inside = (text: string) => rows(linesOf(text).lines.slice(1, -1));
  return {
    delimiter,
    above: lines.lines.slice(0, top),
    linesAbove: sum(lines.counts.slice(0, keptFrom(head, top))),
    header,
    units,
    headerLines: sum(lines.counts.slice(keptFrom(head, top), first)),
    segments: [rows(lines.lines.slice(first)), inside(middle), inside(tail)],
  };
}

const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);

/** Lines that end with CR alone cannot be cut off: they count as lines of the header. */
const keptFrom = (head: string, top: number) => head.includes("\n") ? top : 0;

const isTime = (cell: string) => timeKindOf(cell) !== null;

interface Layout {
  /** The line of the header, or of the first values. */
  top: number;
  header: string[] | null;
  units: string[] | null;
  /** The line of the first values. */
  first: number;
}

function layoutOf(lines: readonly string[], delimiter: Delimiter): Layout {
  const rows = lines.map((line) => cellsOf(line, delimiter));
  const first = firstValues(rows, isTime) ?? firstValues(rows, isDayCount);
  if (first === null) return withoutValues(rows);
  const above = rows.slice(0, first);
  const top = headerLine(above, rows[first]!.length);
  if (top === null) return { top: first, header: null, units: null, first };
  const units = above.slice(top + 1).find((row) => isUnitRow(row)) ?? null;
  return { top, header: withoutHash(rows[top]!), units, first };
}

/** A file without lines of values still has names of columns, which say what it is. */
function withoutValues(rows: string[][]): Layout {
  const { count } = commonestCount(rows.map(({ length }) => length));
  const top = rows.findIndex((row) => row.length === count && row.some((cell) => cell !== ""));
  if (top < 0) return { top: 0, header: null, units: null, first: 0 };
  return { top, header: withoutHash(rows[top]!), units: null, first: top + 1 };
}

/** Returns the first line of values that others of its width follow. */
function firstValues(rows: string[][], isTime: (cell: string) => boolean): number | null {
  const withValues = rows.filter((row) => hasValues(row, isTime));
  const { count } = commonestCount(withValues.map(({ length }) => length));
  const isOne = (row: string[] | undefined) => row?.length === count && hasValues(row, isTime);
  for (let i = 0; i < Math.min(rows.length, MOST_ABOVE); i++) {
    if (!isOne(rows[i])) continue;
    const next = rows.slice(i + 1).filter((row) => row.some((cell) => cell !== "")).slice(0, 3);
    if (next.length < 2 || next.filter(isOne).length >= 2) return i;
  }
  return null;
}

/** Returns whether a line has a time and a number, or a gap in its place. */
function hasValues(row: string[], isTime: (cell: string) => boolean): boolean {
  const time = row.findIndex(isTime);
  if (time < 0 || row[0]!.startsWith("#")) return false;
  return row.some((cell, i) => i !== time && (isNumberLike(cell) || isNoValue(cell)));
}

/**
 * Returns the line of names: of those next to the values, without lines of units and empty ones, the
 * nearest where most names are known, else the one where the most are.
 */
function headerLine(above: string[][], width: number): number | null {
  let best: number | null = null;
  let most = -1;
  for (let i = above.length - 1; i >= Math.max(0, above.length - 6); i--) {
    const row = withoutHash(above[i]!);
    if (row.every((cell) => cell === "") || isUnitRow(row)) continue;
    if (!isNameRow(row, width)) break;
    const known = row.filter((cell) => hasKnownWords(cell)).length;
    if (known >= 2 && known >= row.length / 2) return i;
    if (known > most) [best, most] = [i, known];
  }
  return best;
}

function isNameRow(row: string[], width: number): boolean {
  const filled = row.filter((cell) => cell !== "");
  const named = filled.filter((cell) => !isNumberLike(cell) && timeKindOf(cell) === null);
  const isEnough = filled.length >= Math.min(2, width) ||
    (filled.length === 1 && row[0] === "" && filled.some(hasKnownWords)); // the time has no name
  return isEnough && named.length >= filled.length * 0.6 && Math.abs(row.length - width) <= 1;
}

function isUnitRow(row: string[]): boolean {
  const filled = row.filter((cell) => cell !== "");
  return filled.length > 0 && filled.filter(isUnitCell).length > filled.length * 0.5;
}

const withoutHash = (row: string[]) =>
  row.map((cell, i) => i === 0 ? cell.replace(/^#+\s*/, "") : cell);
