import { DELIMITERS, type Reading } from "../reading.ts";

export type Delimiter = Reading["delimiter"];

/** Longer lines hold no values; they are looked at no further. */
const LONGEST = 20_000;
const MOST_LINES = 3000;

/** A text of a file, in lines without their ends. */
export interface Lines {
  lines: string[];
  /** The characters of each line with its end. */
  lengths: number[];
}

/** Returns the lines of a text, whatever ends them: LF, CR LF or CR. A byte order mark is dropped. */
export function linesOf(text: string): Lines {
  const lines: string[] = [];
  const lengths: number[] = [];
  for (const [whole, line] of text.matchAll(/(.*?)(?:\r\n|\n|\r|$)/gsy)) {
    if (whole === "" || lines.length >= MOST_LINES) break;
    lines.push(lines.length === 0 ? line!.replace(/^\uFEFF/, "") : line!);
    lengths.push(whole.length);
  }
  return { lines, lengths };
}

/** Returns the cells of a line, trimmed. What stands in quotes is one cell; two quotes in it are one. */
export function cellsOf(line: string, delimiter: Delimiter): string[] {
  if (line.length > LONGEST) return [""];
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (letter === '"' && isQuoted && line[i + 1] === '"') cell += line[++i];
    else if (letter === '"' && (isQuoted || cell.trim() === "")) isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += letter;
  }
  return [...cells, cell.trim()];
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
  const best = good.toSorted((a, b) => b.lines - a.lines);
  const [first] = best;
  if (!first) return null;
  // A few lines more prove nothing: a footer has as many cells by chance.
  return best.filter(({ lines }) => lines >= first.lines * 0.9)
    .toSorted((a, b) => rank(a.delimiter) - rank(b.delimiter))[0]!.delimiter;
}

const rank = (delimiter: Delimiter) => delimiter === "," ? 1 : 0;

/** Returns the number of cells, more than one, that most lines have, and how many have it. */
export function commonestCount(counts: readonly number[]): { count: number; lines: number } {
  const lines = new Map<number, number>();
  for (const count of counts) if (count > 1) lines.set(count, (lines.get(count) ?? 0) + 1);
  const [best] = [...lines].sort((a, b) => b[1] - a[1]);
  return best ? { count: best[0], lines: best[1] } : { count: 0, lines: 0 };
}
