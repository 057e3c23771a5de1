import type { Delimiter } from "./cells.ts";
import { isNumberLike } from "./cell_kinds.ts";
import type { NumberMarks } from "../read/number.ts";

/** The marks of numbers, and whether the numbers show them. */
export interface FoundMarks extends NumberMarks {
  /** Null where every number could be read in two ways. */
  proof: string | null;
}

/** So many numbers, each with three digits behind its only mark, are no decimals by chance. */
const MANY = 20;

type Votes = Record<"." | ",", { decimal: number; thousands: number; unclear: number }>;

/**
 * Returns how numbers are written, after those of the columns of values: "1,234.5" shows both marks,
 * "0,25" and "12.5" a decimal mark, "1.234.567" thousands. "5.400" alone can be either; where there
 * are many of them among whole numbers below 1000, they are thousands. `others` are numbers of
 * other columns, which count where those of values show nothing.
 */
export function numberMarks(
  values: string[],
  others: string[],
  { delimiter, isDotted }: { delimiter: Delimiter; isDotted: boolean },
): FoundMarks {
  const cells = values.filter(isNumberLike);
  const thousands = blankMark(cells);
  const own = byVotes(votesOf(cells), cells);
  if (own) return withBlank(own, thousands);
  const all = byVotes(votesOf(others.filter(isNumberLike)), others);
  const isUnclear = cells.some((cell) => /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(cell));
  if (all) return withBlank(all, thousands);
  // A comma between cells leaves the point for decimals; dates with dots are of where a comma is one.
  const decimal = delimiter !== "," && isDotted ? "," : ".";
  const proof = isUnclear ? null : "Numbers have no decimal mark.";
  return { decimal, thousands: isUnclear ? other(decimal) : thousands || other(decimal), proof };
}

const other = (mark: "." | ",") => mark === "." ? "," : ".";

interface Verdict {
  decimal: "." | ",";
  thousands: "" | "." | ",";
}

function withBlank({ decimal, thousands }: Verdict, blank: "" | " " | "'"): FoundMarks {
  const example = decimal === "," ? "0,5" : "0.5";
  return { decimal, thousands: blank || thousands, proof: `Numbers are written like ${example}.` };
}

/** Returns a blank or apostrophe that groups digits by three in some number. */
function blankMark(cells: string[]): "" | " " | "'" {
  if (cells.some((cell) => /\d['’]\d{3}(?!\d)/.test(cell))) return "'";
  return cells.some((cell) => /\d[ \u00a0\u2009\u202f]\d{3}(?!\d)/.test(cell)) ? " " : "";
}

function votesOf(cells: string[]): Votes {
  const votes: Votes = {
    ".": { decimal: 0, thousands: 0, unclear: 0 },
    ",": { decimal: 0, thousands: 0, unclear: 0 },
  };
  for (const cell of cells) {
    const marks = [...cell.matchAll(/[.,]/g)].map(([mark]) => mark as "." | ",");
    const [first] = marks;
    const last = marks.at(-1);
    if (!first || !last) continue;
    if (first !== last) {
      votes[last].decimal++;
      votes[first].thousands++;
    } else if (marks.length > 1) votes[first].thousands++;
    else if (/^[+\-\u2212]?[1-9]\d{0,2}[.,]\d{3}$/.test(cell)) votes[first].unclear++;
    else votes[first].decimal++;
  }
  return votes;
}

function byVotes(votes: Votes, cells: string[]): Verdict | null {
  for (const mark of [".", ","] as const) {
    const [own, opposite] = [votes[mark], votes[other(mark)]];
    // A stray number in the other writing is left out line by line; most decide.
    if (own.decimal > 0 && own.decimal >= opposite.decimal * 10) {
      return { decimal: mark, thousands: other(mark) };
    }
    if (own.thousands > own.decimal && opposite.decimal === 0) {
      return { decimal: other(mark), thousands: mark };
    }
  }
  const grouped = ([".", ","] as const).find((mark) => isGrouped(votes[mark].unclear, cells));
  return grouped ? { decimal: other(grouped), thousands: grouped } : null;
}

/** Whole numbers below 1000 beside many with three digits behind a mark: the mark groups thousands. */
function isGrouped(unclear: number, cells: string[]): boolean {
  const whole = cells.filter((cell) => /^[+-]?\d+$/.test(cell) && Number(cell) !== 0);
  return unclear >= MANY && whole.length > 0 &&
    whole.every((cell) => Math.abs(Number(cell)) < 1000);
}
