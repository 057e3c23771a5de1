import { DELIMITERS, type Reading } from "../reading.ts";

export type Delimiter = Reading["delimiter"];

/** Longer lines hold no values; they are looked at no further. */
const LONGEST = 20_000;
/** What stands behind so many letters of a cell tells nothing more. */
const LONGEST_CELL = 200;
const MOST_LINES = 3000;

/** The rows of a text, as lines without their ends. */
export interface Lines {
  lines: string[];
  /** The characters of each with its end. */
  lengths: number[];
  /** The lines that each goes over: more than one where a quoted cell does. */
  counts: number[];
}

/**
 * Returns the lines of a text, whatever ends them: LF, CR LF or CR. Those of a quoted cell that goes
 * over several are one. A byte order mark is dropped.
 */
export function linesOf(text: string): Lines {
  const found: Lines = { lines: [], lengths: [], counts: [] };
  for (const [whole, line] of text.matchAll(/(.*?)(?:\r\n|\n|\r|$)/gsy)) {
    if (whole === "" || found.lines.length >= MOST_LINES) break;
    found.lines.push(found.lines.length === 0 ? line!.replace(/^\uFEFF/, "") : line!);
    found.lengths.push(whole.length);
    found.counts.push(1);
  }
  return text.includes('"') ? joined(found) : found;
}

/** A quote that is not closed in so many lines is a mistake of its own line. */
const MOST_JOINED = 5;

function joined({ lines, lengths }: Lines): Lines {
  const all: Lines = { lines: [], lengths: [], counts: [] };
  for (let i = 0; i < lines.length;) {
    const count = rowEnd(lines, i) - i;
    all.lines.push(lines.slice(i, i + count).join(" "));
    all.lengths.push(lengths.slice(i, i + count).reduce((sum, length) => sum + length, 0));
    all.counts.push(count);
    i += count;
  }
  return all;
}

const quotes = (line: string) => line.length > LONGEST ? 0 : line.split('"').length - 1;

/** Returns the line after the row that begins with a line. */
function rowEnd(lines: string[], first: number): number {
  let open = quotes(lines[first]!) % 2;
  for (let i = first + 1; open && i < Math.min(lines.length, first + MOST_JOINED); i++) {
    open ^= quotes(lines[i]!) % 2;
    if (!open) return i + 1;
  }
  return first + 1;
}

/** Returns the cells of a line, trimmed. A quoted text is one cell; a doubled quote in it is a quote. */
export function cellsOf(line: string, delimiter: Delimiter): string[] {
  if (line.length > LONGEST) return [""];
  const cells = line.includes('"') ? unquoted(line, delimiter) : line.split(delimiter);
  return cells.map((cell) => cell.trim().slice(0, LONGEST_CELL));
}

function unquoted(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (letter === '"' && isQuoted && line[i + 1] === '"') cell += line[++i];
    else if (letter === '"' && (isQuoted || cell.trim() === "")) isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += letter;
  }
  return [...cells, cell];
}

/**
 * Returns the delimiter by which most lines have the same number of cells, at least two; null where
 * none does. A comma loses against others that are as good, since decimal commas look like it.
 */
export function findDelimiter(lines: readonly string[]): Delimiter | null {
  const named = /^"?sep=(.)"?$/i.exec(lines[0] ?? "")?.[1];
  if (DELIMITERS.some((delimiter) => delimiter === named)) return named as Delimiter;
  const filled = lines.filter((line) => line.trim() !== "").slice(0, 400);
  const rated = ([";", "\t", "|", ","] as const).map((delimiter) => ({
    delimiter,
    ...commonestCount(filled.map((line) => cellsOf(line, delimiter).length)),
  }));
  const good = rated.filter(({ count, lines }) => count > 1 && lines >= filled.length * 0.5);
  const most = Math.max(...good.map(({ lines }) => lines));
  // A few lines more prove nothing: a footer has as many cells by chance.
  const best = good.filter(({ lines }) => lines >= most * 0.9);
  const dividing = best.filter(({ delimiter, count }) => dividesNames(filled, delimiter, count));
  return (dividing[0] ?? best[0])?.delimiter ?? null;
}

/** Returns whether a line of names above the values has as many cells, as it has by the right delimiter. */
function dividesNames(lines: string[], delimiter: Delimiter, count: number): boolean {
  return lines.slice(0, 20).map((line) => cellsOf(line, delimiter)).some((cells) =>
    cells.length === count && cells.filter((cell) => /\p{L}/u.test(cell)).length >= count * 0.7 &&
    cells.every((cell) => !/^[\d.,\s-]+$|\d[:./-]\d\d/.test(cell))
  );
}

/** Returns the number of cells, more than one, that most lines have, and how many have it. */
export function commonestCount(counts: readonly number[]): { count: number; lines: number } {
  const lines = new Map<number, number>();
  for (const count of counts) if (count > 1) lines.set(count, (lines.get(count) ?? 0) + 1);
  const [best] = [...lines].sort((a, b) => b[1] - a[1]);
  return best ? { count: best[0], lines: best[1] } : { count: 0, lines: 0 };
}
