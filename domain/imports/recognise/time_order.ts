import { timeKindOf } from "./cell_kinds.ts";
import { showsChange } from "./clock_changes.ts";
import { clockMsOf, commonest, differences } from "./series.ts";
import { HOUR } from "../../time/time.ts";
import type { TimeForm } from "../reading.ts";

/** In which order the parts of dates stand, and why that is known. */
export interface TimeOrder {
  form: TimeForm;
  /** A sentence; null where the file does not show it. */
  proof: string | null;
}

const PARTS = /^(?:\p{L}{2,10}\.?,? )?(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})/u;
const MONTH_FIRST = /^(?:\p{L}{2,10}\.?,? )?\p{L}{3,10}\.?[- ]\d/u;
const YEAR_FIRST = /^\d{4}/;

/**
 * Returns the order of dates: the year first; else proved by a format in the header, by a number
 * above 12, by dots between the parts, by steps from line to line that are even in one order only, or
 * by an hour that the clock of the zone skips or shows twice.
 */
export function timeOrder(
  times: string[][],
  format: string | null,
  zone: string | null,
): TimeOrder {
  const cells = times.flat().filter((cell) => cell !== "");
  if (cells.every((cell) => YEAR_FIRST.test(cell))) {
    return { form: "ymd", proof: "Dates have the year first." };
  }
  const parts = cells.map((cell) => PARTS.exec(cell)).filter((found) => found !== null);
  if (parts.length < cells.length * 0.5) return namedMonths(cells);
  const forms = possibleForms(parts);
  const [only] = forms;
  if (forms.length === 1 && only) {
    return { form: only, proof: `A date in the file can only be ${WORDS[only]}.` };
  }
  const written = formatOrder(format);
  if (written) return { form: written, proof: `The header writes dates with ${WORDS[written]}.` };
  const areDays = cells.every((cell) => timeKindOf(cell) === "date");
  if (areDays && !parts.every((part) => part[2] === ".")) return ofDays(times, forms);
  return bySteps(times, forms) ?? byDots(parts, forms) ??
    byChange(times, forms, zone) ?? { form: forms[0] ?? "dmy", proof: null };
}

const WORDS: Record<TimeForm, string> = {
  ymd: "year, month, day",
  dmy: "day, month, year",
  mdy: "month, day, year",
  epoch_s: "seconds since 1970",
  epoch_ms: "milliseconds since 1970",
  day_count: "days, as spreadsheets count them",
};

function namedMonths(cells: string[]): TimeOrder {
  const isMonthFirst = cells.some((cell) => MONTH_FIRST.test(cell));
  return { form: isMonthFirst ? "mdy" : "dmy", proof: "Dates have the name of the month." };
}

/** Returns the orders that the fewest dates contradict: a stray line contradicts all of them. */
function possibleForms(parts: RegExpExecArray[]): TimeForm[] {
  const faults = (day: number, month: number, year: number) =>
    parts.filter((part) =>
      !(Number(part[day]) <= 31 && Number(part[day]) > 0 && Number(part[month]) <= 12 &&
        Number(part[month]) > 0 && [2, 4].includes(part[year]!.length))
    ).length;
  const isShort = parts.some((part) => part[4]!.length === 2);
  const rated: [TimeForm, number][] = [
    ["dmy", faults(1, 3, 4)],
    ["mdy", faults(3, 1, 4)],
    ["ymd", isShort ? faults(4, 3, 1) : Infinity],
  ];
  const fewest = Math.min(...rated.map(([, count]) => count));
  return rated.filter(([, count]) => count === fewest).map(([form]) => form);
}

/** Returns the order that a text like "dd.MM.yyyy HH:mm" or "MM/DD/YYYY" names. */
function formatOrder(format: string | null): TimeForm | null {
  const found =
    /(d{1,2}|t{2})[-/. ]m{1,2}[-/. ](?:y|j|a)|m{1,2}[-/. ]d{1,2}[-/. ]y|(?:y|j|a){2,4}[-/. ]m{1,2}[-/. ](?:d|t|j)/i
      .exec(format ?? "")?.[0].toLowerCase();
  if (!found) return null;
  return /^[dtj]{1,2}[-/. ]/.test(found) ? "dmy" : found.startsWith("m") ? "mdy" : "ymd";
}

function byDots(parts: RegExpExecArray[], forms: TimeForm[]): TimeOrder | null {
  const isDotted = parts.every((part) => part[2] === ".");
  return isDotted && forms.includes("dmy")
    ? { form: "dmy", proof: "Dates with dots have the day first." }
    : null;
}

/** The right order leads from line to line in small steps; a wrong one jumps by months. */
function bySteps(times: string[][], forms: TimeForm[]): TimeOrder | null {
  const rated = forms.map((form) => ({ form, way: wayOf(times, form) }))
    .sort((a, b) => a.way - b.way);
  const [best, next] = rated;
  if (!best || !next || !(best.way * 5 < next.way)) return null;
  return { form: best.form, proof: `Dates follow each other only as ${WORDS[best.form]}.` };
}

/** Days that are read in the wrong order look like months, and the other way round: a person decides. */
function ofDays(times: string[][], forms: TimeForm[]): TimeOrder {
  const daily = forms.find((form) =>
    commonest(
      times.flatMap((cells) =>
        differences(cells.map((cell) => clockMsOf(cell, form))).map(Math.abs)
      ),
    )?.value === 24 * HOUR
  );
  return { form: daily ?? forms[0] ?? "dmy", proof: null };
}

/** An hour that is missing or comes twice is of a day on which clocks change. */
function byChange(times: string[][], forms: TimeForm[], zone: string | null): TimeOrder | null {
  if (zone === null) return null;
  const fits = forms.filter((form) =>
    times.some((cells) => showsChange(cells.map((cell) => clockMsOf(cell, form)), zone))
  );
  const [only] = fits;
  if (!only || fits.length > 1) return null;
  return { form: only, proof: `Clocks change on that day only as ${WORDS[only]}.` };
}

/** Returns the sum of all steps between different times, whatever their direction. */
function wayOf(times: string[][], form: TimeForm): number {
  let way = 0;
  for (const cells of times) {
    let before = NaN;
    for (const cell of cells) {
      const ms = clockMsOf(cell, form);
      if (Number.isNaN(ms)) continue;
      if (!Number.isNaN(before)) way += Math.abs(ms - before);
      before = ms;
    }
  }
  return way;
}
