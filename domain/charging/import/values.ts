import { parseMoment } from "../../imports/read/moment.ts";
import { parseNumber } from "../../imports/read/number.ts";
import { rearm } from "../../formula_cells.ts";
import { isStorable } from "../../text.ts";
import { utcText } from "../../time/time.ts";
import type { ColumnTarget } from "./fields.ts";
import { uuidText } from "./uuid_text.ts";
import type { ImportPlan, NumberForm } from "./plan.ts";

/** How cells are read; the marks of numbers are found once for a file. */
export type ReadingRules = Pick<ImportPlan, "zone" | "dates" | "numbers">;

/** The value of a cell, with a remark for a person where one is due; or why it has none. */
export type CellValue =
  | { value: string | number | boolean | null; remark?: string }
  | { fault: string };

const MARKS = {
  "1234.5": { decimal: ".", thousands: "" },
  "1234,5": { decimal: ",", thousands: "" },
  "1,234.5": { decimal: ".", thousands: "," },
  "1.234,5": { decimal: ",", thousands: "." },
} as const satisfies Record<NumberForm, object>;

/** Longer cells are no value of a session. */
const MOST_LETTERS = 4000;
const SHOWN = 40;

const quoted = (text: string) => `“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`;

/** Returns what a cell says about its field. An empty cell says nothing: null. */
export function cellValue(text: string, target: ColumnTarget, rules: ReadingRules): CellValue {
  const plain = text.trim();
  if (plain === "") return { value: null };
  if (plain.length > MOST_LETTERS) {
    return { fault: `This cell has more than ${MOST_LETTERS} characters.` };
  }
  if (!isStorable(plain) || plain.includes("\ufffd")) {
    return { fault: `${quoted(plain)} contains an invalid character.` };
  }
  switch (target.field.kind) {
    case "moment":
      return momentValue(plain, rules);
    case "number":
      return scaled(plain, target, rules);
    case "duration":
      return target.unit === "clock" || HAS_UNITS.test(plain)
        ? clockValue(plain, rules)
        : scaled(plain, target, rules);
    case "flag":
      return flagValue(plain);
    case "uuid":
      return uuidValue(plain);
    case "text":
      return { value: rearm(plain) };
  }
}

function momentValue(text: string, { dates, zone }: ReadingRules): CellValue {
  if (text.startsWith("0001-01-01")) return { value: null }; // how Go writes a time that it lacks
  const found = parseMoment(text, dates, zone);
  if (found === "skipped_hour") {
    return {
      fault: `${quoted(text)}: that time did not exist, since the clocks of ${zone} went forward.`,
    };
  }
  if (typeof found === "string") {
    return { fault: `${quoted(text)} is not a time as chosen for this file.` };
  }
  if (found.laterMs === null) return { value: utcText(found.ms) };
  const remark = `${text} was twice on the clocks of ${zone}; the first one is taken.`;
  return { value: utcText(found.ms), remark };
}

function scaled(text: string, { field, unit }: ColumnTarget, rules: ReadingRules): CellValue {
  const number = parseNumber(text, MARKS[rules.numbers]);
  if (number === "empty") return { value: null };
  if (number === "not_finite") return { fault: `${quoted(text)} is not a finite number.` };
  if (number === "not_a_number") {
    return { fault: `${quoted(text)} is not a number written like ${rules.numbers}.` };
  }
  const factor = unit === undefined ? 1 : field.units?.[unit] ?? 1;
  return { value: factor === 1 ? number : Number((number * factor).toPrecision(12)) };
}

/** How durations are written that name their units themselves, like 2h58m0s. */
const HAS_UNITS = /^[\d. ]+[dhms]/;
const CLOCK =
  /^(?:(?<d>\d+)d ?)?(?:(?<h>\d+)h ?)?(?:(?<m>\d+)m(?:in)? ?)?(?:(?<s>\d+(?:\.\d+)?)s)?$/;

/** Reads 1:05:00, 1:05 (hours and minutes) and 1h5m0s; a plain number is seconds. */
function clockValue(text: string, rules: ReadingRules): CellValue {
  const colons = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/.exec(text);
  if (colons) {
    return { value: Number(colons[1]) * 3600 + Number(colons[2]) * 60 + Number(colons[3] ?? 0) };
  }
  const parts = CLOCK.exec(text)?.groups;
  if (parts) {
    const [d, h, m, s] = ["d", "h", "m", "s"].map((key) => Number(parts[key] ?? 0));
    return { value: d! * 86_400 + h! * 3600 + m! * 60 + s! };
  }
  const seconds = parseNumber(text, MARKS[rules.numbers]);
  if (typeof seconds === "number") return { value: seconds };
  return { fault: `${quoted(text)} is not a time like 1:05:00 or 1h5m.` };
}

const FLAGS = new Map([
  ...["true", "1", "yes", "y", "t", "ja", "oui"].map((word) => [word, true] as const),
  ...["false", "0", "no", "n", "f", "nein", "non"].map((word) => [word, false] as const),
]);

function flagValue(text: string): CellValue {
  const value = FLAGS.get(text.toLowerCase());
  return value === undefined ? { fault: `${quoted(text)} is neither yes nor no.` } : { value };
}

const UUID = /^\{?([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})\}?$/i;

function uuidValue(text: string): CellValue {
  const hex = UUID.exec(text)?.[1]?.replaceAll("-", "").toLowerCase();
  if (!hex) return { fault: `${quoted(text)} is not a valid UUID.` };
  return { value: uuidText(hex) };
}
