import { type Question, type Unit, UNITS } from "../reading.ts";
import type { Candidate } from "./candidates.ts";
import type { SeenColumn } from "./columns.ts";
import type { Seen } from "./seen.ts";
import { differences, numbersOf } from "./series.ts";
import { isEnergy, isPowerOrEnergy, unitOf } from "./units.ts";

/** The unit of the values, and how it is known; a question where it is not. */
export interface UnitChoice {
  unit: Unit;
  reason: string | null;
  question: Question | null;
}

const ABOVE = /(?:unit|einheit|unit[eéà]s?|unidad|eenheid|unidade)\W{1,3}((?:k|m)?wh?)\b/i;

/** Returns the unit of the values: of the header, of a column of units, of a line above, or by size. */
export function unitChoice({ column, kind, isSure }: Candidate, seen: Seen): UnitChoice {
  if (isPowerOrEnergy(column.unit)) {
    const question = doubtOf(column, column.unit, kind, seen);
    const reason = isSure ? `“${column.name}” is in ${column.unit}.` : null;
    const likely = question?.choices[0]?.value as Unit | undefined;
    return { unit: likely ?? column.unit, reason, question };
  }
  const named = unitColumn(seen.columns) ??
    seen.table.above.map((line) => unitOf(ABOVE.exec(line)?.[1] ?? ""))
      .find((unit) => unit !== null);
  if (isPowerOrEnergy(named ?? null)) {
    return { unit: named as Unit, reason: `The file gives its unit as ${named}.`, question: null };
  }
  return bySize(column, kind, seen);
}

/** Shares of the capacity beyond which a file is of another unit than its header says. */
const TOO_MUCH = 3;
const TOO_LITTLE = 0.003;

/**
 * Asks for the unit where the numbers would be far more than the site can give, or next to nothing,
 * although another unit fits.
 */
function doubtOf(
  column: SeenColumn,
  unit: Unit,
  kind: Candidate["kind"],
  seen: Seen,
): Question | null {
  const capacity = seen.facts.site?.capacity_kw;
  if (!capacity) return null;
  const sorted = amountsOf(column, kind, seen).filter(Number.isFinite).sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length * 0.95)] ?? 0; // single faults decide nothing
  const kw = kwOf(high, unit, seen);
  const able = UNITS.filter((other) => other !== unit && isEnergy(other) === isEnergy(unit));
  const isLittle = kwOf(sorted.at(-1) ?? 0, unit, seen) < capacity * TOO_LITTLE;
  const fitting = fittingUnits(able, isLittle ? sorted.at(-1)! : high, seen);
  if (kw <= capacity * TOO_MUCH && !(isLittle && fitting.length > 0)) return null;
  const question = askUnit(column, [...fitting, unit]);
  const text = `“${column.name}” would be ${Number(kw.toPrecision(2))} kW at a site of ` +
    `${capacity} kW. Which unit are its numbers in?`;
  return { ...question, text };
}

/** Returns the power in kW that a number is in a unit. */
function kwOf(number: number, unit: Unit, { steps }: Seen): number {
  const kilo = unit.startsWith("k") ? 1 : unit.startsWith("M") ? 1000 : 0.001;
  return number * kilo / (isEnergy(unit) ? (steps.minutes ?? 60) / 60 : 1);
}

/** Returns the unit that each line names in a column of its own. */
function unitColumn(columns: SeenColumn[]): string | null {
  const units = columns.map(({ distinct }) =>
    distinct.size === 1 ? unitOf([...distinct][0]!) : null
  );
  return units.find(isPowerOrEnergy) ?? null;
}

function bySize(column: SeenColumn, kind: Candidate["kind"], seen: Seen): UnitChoice {
  const able = UNITS.filter((unit) =>
    kind === "unknown" || (kind === "power" ? !isEnergy(unit) : isEnergy(unit))
  );
  const highest = highestOf(column, kind, seen);
  const fitting = fittingUnits(able, highest, seen);
  const [only] = fitting;
  if (only && fitting.length === 1 && kind !== "unknown") {
    return { unit: only, reason: `The numbers fit the site in ${only} only.`, question: null };
  }
  // Sensors of homes write watts, often without the unit; plants of 100 kW name theirs.
  if (kind === "power" && seen.steps.isIrregular && highest > 100 && fitting.length === 0) {
    return { unit: "W", reason: "Sensors of power write watts.", question: null };
  }
  const likely = only ?? (highest > 100 ? able[0]! : able.find((unit) => unit.startsWith("k"))!);
  return {
    unit: likely,
    reason: null,
    question: askUnit(column, [...new Set([likely, ...fitting, ...able])]),
  };
}

/** Returns the numbers of a column, of a counter the differences. */
function amountsOf(column: SeenColumn, kind: Candidate["kind"], seen: Seen): number[] {
  const isCounter = kind === "day_counter" || kind === "lifetime_counter";
  return seen.series.flatMap((series) => {
    const numbers = numbersOf(series, column, seen.marks);
    return isCounter ? differences(numbers) : numbers;
  });
}

const highestOf = (...of: Parameters<typeof amountsOf>): number =>
  amountsOf(...of).reduce((most, number) => number > most ? number : most, 0);

/** Returns the units in which the highest number is power that the site can give, and not next to none. */
function fittingUnits(able: Unit[], highest: number, seen: Seen): Unit[] {
  const capacity = seen.facts.site?.capacity_kw;
  if (!capacity || highest === 0) return [];
  return able.filter((unit) => {
    const kw = kwOf(highest, unit, seen);
    return kw <= capacity * 1.5 && kw >= capacity * 0.005;
  });
}

function askUnit({ name }: SeenColumn, units: Unit[]): Question {
  return {
    field: "unit",
    text: `Which unit are the numbers of “${name}” in? The file does not say it.`,
    choices: units.map((unit) => ({ value: unit, text: TEXT[unit] })),
  };
}

const TEXT: Record<Unit, string> = {
  W: "W (power)",
  kW: "kW (power)",
  MW: "MW (power)",
  Wh: "Wh (energy)",
  kWh: "kWh (energy)",
  MWh: "MWh (energy)",
};
