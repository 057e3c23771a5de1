import type { Question, Reading, WrongKind } from "../reading.ts";
import {
  bestKind,
  type Candidate,
  candidatesOf,
  likeliest,
  numberColumns,
  wholeOf,
} from "./candidates.ts";
import type { SeenColumn } from "./columns.ts";
import { looksSolar, maybeSolar } from "./daylight.ts";
import { DC_WORDS, type Role, TOTAL_WORDS } from "./header_words.ts";
import { hasWord, roleOf } from "./names.ts";
import { REFUSALS } from "./refusals.ts";
import type { Seen } from "./seen.ts";
import { numbersOf } from "./series.ts";
import { sideBySide } from "./side_by_side.ts";
import { isPowerOrEnergy } from "./units.ts";

/** The columns of generation, with what has to be decided about them. */
export interface ValueColumns {
  candidates: Candidate[];
  measures: Reading["measures"];
  questions: Question[];
  reasons: string[];
}

/** Returns the columns of generation, or why the file has none. */
export function valueColumns(seen: Seen): ValueColumns | WrongKind {
  const numbers = numberColumns(seen);
  const of = (...roles: (Role | null)[]) => numbers.filter(({ role }) => roles.includes(role));
  const generation = of("generation");
  if (generation.length > 0) return ofGeneration(generation, of("generic"), seen);
  const generic = of("generic");
  if (generic.length > 0 && isOfPlant(seen)) {
    return chosen(candidatesOf(generic, seen), "generation", seen);
  }
  const exported = of("export");
  if (exported.length > 0) return ofExport(exported, seen);
  if (generic.length > 0) return ofUnclear(generic, seen);
  const consumption = of("consumption");
  const [only] = consumption;
  if (
    only && numbers.filter(({ unit }) => isPowerOrEnergy(unit)).length === 1 &&
    (looksSolar(only, seen) || maybeSolar(only, seen))
  ) {
    return ofConsumptionByDay(only, seen);
  }
  return withoutGeneration(numbers, seen);
}

function withoutGeneration(numbers: SeenColumn[], seen: Seen): ValueColumns | WrongKind {
  const has = (...roles: Role[]) =>
    numbers.some(({ role }) => role !== null && roles.includes(role));
  if (has("forecast")) return REFUSALS.forecast;
  if (has("vehicle")) return REFUSALS.ev;
  const used = numbers.filter(({ role }) => role === "consumption");
  if (used.some((column) => isSigned(column, seen))) return REFUSALS.netMeter;
  if (used.length > 0) return REFUSALS.consumption;
  if (has("import")) return REFUSALS.importMeter;
  if (has("net")) return REFUSALS.netMeter;
  if (has("battery")) return REFUSALS.consumption;
  const unknown = numbers.filter(({ role, distinct }) => role === null && distinct.size > 1);
  const isWeather = has("irradiance", "temperature", "wind_speed");
  if (isWeather && unknown.length < numbers.length / 2) return REFUSALS.weather;
  if (unknown.length === 0) return REFUSALS.noValues;
  return ofUnknown(unknown, seen);
}

function ofGeneration(generation: SeenColumn[], generic: SeenColumn[], seen: Seen): ValueColumns {
  const hasBattery = seen.columns.some(({ role }) => role === "battery");
  const own = wholeOf(candidatesOf(generation, seen), hasBattery);
  const hasPower = own.some(({ kind }) => kind === "power");
  // Behind a hybrid inverter, what has no name of its own may come from the battery.
  const others = candidatesOf(hasBattery ? [] : generic, seen).filter(({ kind, column }) =>
    kind === "power" &&
    (!hasPower || (hasWord(column.plain, TOTAL_WORDS) && !hasWord(column.plain, DC_WORDS)))
  );
  return chosen([...own, ...others], "generation", seen);
}

/** A reading adds up no more columns. */
const MOST_ADDED = 100;

function chosen(
  candidates: Candidate[],
  measures: Reading["measures"],
  seen: Seen,
): ValueColumns {
  const best = likeliest(finestUnit(bestKind(candidates, seen)));
  const { columns, isClear } = sideBySide(best.map(({ column }) => column), seen);
  const taken = best.filter(({ column }) => columns.includes(column));
  const names = columns.map(({ name }) => `“${name}”`).join(", ");
  if (!isClear || taken.length > MOST_ADDED) return openChoice(taken, measures);
  const added = columns.length > 1 ? "Generation is the sum of" : "Generation is in";
  return { candidates: taken, measures, questions: [], reasons: [`${added} ${names}.`] };
}

/** Columns of the same power in W and kW are one power: the one with more digits is taken. */
function finestUnit(candidates: Candidate[]): Candidate[] {
  const [first] = candidates.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  return candidates.filter(({ column }) => column.unit === first?.column.unit);
}

const sizeOf = ({ column: { unit } }: Candidate) =>
  unit === null ? 9 : unit.startsWith("M") ? 2 : unit.startsWith("k") ? 1 : 0;

const MOST_CHOICES = 50;

function openChoice(candidates: Candidate[], measures: Reading["measures"]): ValueColumns {
  const choices = candidates.slice(0, MOST_CHOICES).map(({ column: { index, name } }) => ({
    value: String(index),
    text: name,
  }));
  const text = "Which column is the generation of the plant? Where it is the sum of several, " +
    "choose one now, and add the others to the reading then.";
  return {
    candidates: candidates.slice(0, 1),
    measures,
    questions: [{ field: "value_columns", text, choices }],
    reasons: [],
  };
}

function ofExport(columns: SeenColumn[], seen: Seen): ValueColumns {
  const found = chosen(candidatesOf(columns, seen), "export", seen);
  const names = found.candidates.map(({ column }) => `“${column.name}”`).join(", ");
  return {
    ...found,
    questions: [
      ...found.questions,
      askMeasures(
        `${names} is what was fed into the grid. That is less than what was generated, unless nothing is used on site. Import it as generation?`,
      ),
    ],
  };
}

function askMeasures(text: string): Question {
  return {
    field: "measures",
    text,
    choices: [
      { value: "export", text: "Yes: take what was fed into the grid as generation" },
      { value: "generation", text: "Yes: this meter measures all that the plant generates" },
    ],
  };
}

/** Files of export meters call what was exported consumption, too. The nights tell it from a home's. */
function ofConsumptionByDay(column: SeenColumn, seen: Seen): ValueColumns {
  return {
    ...chosen(candidatesOf([column], seen), "export", seen),
    questions: [
      askMeasures(
        `“${column.name}” is zero at night, as what a plant feeds into the grid. If this is the file of an export meter, import it as generation? If it is what was used, do not import it.`,
      ),
    ],
  };
}

/** Returns whether some name in the file speaks of a plant: an inverter, the sun, wind. */
function isOfPlant({ table, columns, identity }: Seen): boolean {
  const isWeather = columns.some(({ role }) => role === "irradiance" || role === "wind_speed");
  const names = [
    ...table.above,
    ...columns.map(({ name }) => name),
    ...identity.inverter?.distinct ?? [],
  ];
  const isPlant = names.some((name) => roleOf(name, null) === "generation");
  const isMeter = columns.some(({ role }) =>
    role !== null && ["import", "export", "consumption", "net", "vehicle"].includes(role)
  );
  return (isWeather || isPlant) && !isMeter;
}

function ofUnclear(columns: SeenColumn[], seen: Seen): ValueColumns | WrongKind {
  const found = chosen(candidatesOf(columns, seen), "generation", seen);
  const [first] = found.candidates;
  if (!first) return REFUSALS.noValues;
  if (isSigned(first.column, seen)) return REFUSALS.netMeter;
  if (looksSolar(first.column, seen)) {
    return { ...found, reasons: [...found.reasons, "It is zero at night, as the sun is."] };
  }
  const question = askMeasures(
    `The file does not say whether “${first.column.name}” was generated, fed into the grid or used. If it was used, do not import it. Is it generation?`,
  );
  return {
    ...found,
    questions: [...found.questions, { ...question, choices: question.choices.toReversed() }],
  };
}

/** At standstill a plant takes a little; a column that is often far below zero is one of two directions. */
function isSigned(column: SeenColumn, seen: Seen): boolean {
  const numbers = seen.series.flatMap((series) => numbersOf(series, column, seen.marks))
    .filter(Number.isFinite);
  const highest = Math.max(0, ...numbers);
  return numbers.filter((number) => number < -0.1 * highest).length > numbers.length * 0.05;
}

function ofUnknown(columns: SeenColumn[], seen: Seen): ValueColumns | WrongKind {
  const candidates = candidatesOf(columns, seen);
  const filled = candidates.filter(({ column }) => column.distinct.size > 1);
  const [only] = filled;
  if (only && filled.length === 1) return ofUnclear([only.column], seen);
  return openChoice(filled.length > 0 ? filled : candidates, "generation");
}
