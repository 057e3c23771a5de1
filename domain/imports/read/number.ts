import type { Reading } from "../reading.ts";

/** The marks that numbers of a file are written with. */
export type NumberMarks = Pick<Reading, "decimal" | "thousands">;

/** Why a cell has no number: nothing in it, NaN or infinite, or other text. */
export type NumberFault = "empty" | "not_finite" | "not_a_number";

/** What exports write where there is no value, in small letters. */
const NO_VALUE = new Set(["", "-", "--", "n/a", "na", "null", "none", "nil", "\\n", "#n/a"]);
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|∞)$/i;
/** Longer text is no number that a meter writes. */
const MOST_LETTERS = 60;

/**
 * Returns the number that a cell holds, or why it holds none. Thousands are grouped by three or not
 * at all: with "." between thousands, `5.400` is 5400 and `1.5` is no number. A unit or a currency
 * beside the digits makes it no number. Blanks around it count for nothing, and the minus sign
 * U+2212 is a minus.
 */
export function parseNumber(text: string, marks: NumberMarks): number | NumberFault {
  const plain = text.trim().replace("\u2212", "-");
  if (plain.length > MOST_LETTERS) return "not_a_number";
  if (patternOf(marks).test(plain)) return finite(Number(withoutMarks(plain, marks)));
  if (NO_VALUE.has(plain.toLowerCase())) return "empty";
  return NOT_FINITE.test(plain) ? "not_finite" : "not_a_number";
}

function finite(value: number): number | NumberFault {
  return Number.isFinite(value) ? value : "not_finite";
}

/** What stands between thousands, as a class of characters: there is more than one blank and apostrophe. */
const THOUSANDS: Record<Reading["thousands"], string> = {
  "": "",
  ".": "[.]",
  ",": "[,]",
  " ": "[ \\u00a0\\u2009\\u202f]",
  "'": "['\\u2019]",
};

/** Patterns by marks: there are few, and each cell of a file needs one. */
const patterns = new Map<string, RegExp>();

function patternOf({ decimal, thousands }: NumberMarks): RegExp {
  const key = decimal + thousands;
  const known = patterns.get(key);
  if (known) return known;
  const mark = decimal === thousands ? "" : THOUSANDS[thousands];
  const grouped = mark === "" ? "" : `\\d{1,3}(?:${mark}\\d{3})+|`;
  const digits = `(?:(?:${grouped}\\d+)(?:[${decimal}]\\d*)?|[${decimal}]\\d+)`;
  const pattern = new RegExp(`^[+-]?${digits}(?:[eE][+-]?\\d{1,3})?$`);
  patterns.set(key, pattern);
  return pattern;
}

function withoutMarks(text: string, { decimal, thousands }: NumberMarks): string {
  const grouped = thousands === "" || thousands === decimal
    ? text
    : text.replace(/[^\d.,eE+-]/g, "").replaceAll(thousands, "");
  return decimal === "," ? grouped.replace(",", ".") : grouped;
}
