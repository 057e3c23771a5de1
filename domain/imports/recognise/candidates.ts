import type { Unit } from "../reading.ts";
import type { SeenColumn } from "./columns.ts";
import { energyShape, quantumOf, risingAs } from "./counters.ts";
import { DC_WORDS } from "./header_words.ts";
import { hasWord } from "./names.ts";
import type { Seen } from "./seen.ts";
import { numbersOf } from "./series.ts";
import { isEnergy, isPowerOrEnergy } from "./units.ts";

/** A column that may hold generation, and what its numbers are. */
export interface Candidate {
  column: SeenColumn;
  kind: "energy" | "day_counter" | "lifetime_counter" | "power" | "unknown";
  isSure: boolean;
}

const POWER_WORDS =
  "power|*leistung|puissance|potenc|potenz|*vermogen|effekt|pac$|p ac|watt$|watts$|kw$|moc$";
const EXTREMES = "min$|max$|std|stddev|minimum|maximum|stdev|minim|maxim|*spitze|deviation";
const MEANS = "avg|average|mean|*mittel|moyen|media$|gemiddeld";

/** Returns the columns of numbers that are neither times nor name something. */
export function numberColumns({ columns, times, identity }: Seen): SeenColumn[] {
  const others = [...times.time, ...times.end ?? [], identity.site, identity.inverter];
  return columns.filter((column) =>
    !others.includes(column) && !isOfOtherUnit(column) && column.time !== "moment" &&
    column.time !== "clock" &&
    (column.isNumeric || (column.filled.length === 0 && isPowerOrEnergy(column.unit)))
  );
}

/** Volts and degrees are no generation, whatever the name. Irradiance says by them that it is weather. */
const isOfOtherUnit = ({ unit, role }: SeenColumn) =>
  unit !== null && !isPowerOrEnergy(unit) &&
  (role === null || role === "generation" || role === "generic");

/** Returns the candidates among columns of one meaning, without extremes of a period beside its mean. */
export function candidatesOf(columns: SeenColumn[], seen: Seen): Candidate[] {
  const means = columns.filter(({ plain }) => !hasWord(plain, EXTREMES) || hasWord(plain, MEANS));
  return (means.length > 0 ? means : columns).map((column) => candidateOf(column, seen));
}

function candidateOf(column: SeenColumn, seen: Seen): Candidate {
  const { unit, plain } = column;
  const lists = seen.series.map((series) => ({
    ms: series.startMs,
    values: numbersOf(series, column, seen.marks),
  }));
  if (isNamedPower(column)) {
    const counter = column.name === OWN_NAME ? null : risingAs(lists, plain);
    if (!counter) return { column, kind: "power", isSure: true };
    return { column: inEnergy(column), kind: counter, isSure: false };
  }
  const { shape, isSure } = energyShape(lists, plain);
  const kind = shape === "energy" || shape === "power" || shape === "states" ? "energy" : shape;
  if (unit === null && (kind === "energy" || !isSure)) {
    return { column, kind: "unknown", isSure: false };
  }
  return { column, kind, isSure };
}

/** The column of power in a file that Sitecast exported. */
const OWN_NAME = "generation_power_kw";

/** Returns whether a name or a unit says that the numbers are power. */
const isNamedPower = ({ unit, plain }: SeenColumn) =>
  isPowerOrEnergy(unit) ? !isEnergy(unit) : unit === null && hasWord(plain, POWER_WORDS);

/** Readings of a counter in a column named kW are kWh. */
const inEnergy = (column: SeenColumn): SeenColumn =>
  column.unit === null ? column : { ...column, unit: `${column.unit}h` };

const FACTOR: Record<Unit, number> = { W: 1, kW: 1e3, MW: 1e6, Wh: 1, kWh: 1e3, MWh: 1e6 };
export const factorOf = (unit: string | null): number => isPowerOrEnergy(unit) ? FACTOR[unit] : 1;

/**
 * Returns the candidates of the best kind: energies of periods before counters, these before power,
 * as power is often that of a moment; power before counters whose digits are too coarse for the step.
 */
export function bestKind(candidates: Candidate[], seen: Seen): Candidate[] {
  const power = candidates.filter(({ kind }) => kind === "power");
  const rank = (candidate: Candidate) => {
    if (candidate.kind === "unknown") return 5;
    if (candidate.kind === "power") return 2;
    if (!candidate.isSure) return 3;
    if (candidate.kind === "energy") return 0;
    return power.some((other) => isCoarse(candidate, other, seen)) ? 4 : 1;
  };
  const best = Math.min(...candidates.map(rank));
  const first = candidates.filter((candidate) => rank(candidate) === best);
  const kinds = new Set(first.map(({ kind }) => kind));
  return kinds.size > 1 ? finestKind(first, seen) : first;
}

/** Of counters of the day and of a lifetime, those with more digits; the latter where they are equal. */
function finestKind(candidates: Candidate[], seen: Seen): Candidate[] {
  const quantum = ({ column }: Candidate) => quantumIn(column, seen);
  const least = Math.min(...candidates.map(quantum));
  const finest = candidates.filter((candidate) => quantum(candidate) <= least * 1.01);
  const lifetime = finest.filter(({ kind }) => kind === "lifetime_counter");
  return lifetime.length > 0 ? lifetime : finest;
}

const quantumIn = ({ filled, unit }: SeenColumn, { marks }: Seen) =>
  quantumOf(filled, marks.decimal) * factorOf(unit);

/** Returns whether the smallest step of a counter is more than a twentieth of the highest power. */
function isCoarse({ column }: Candidate, power: Candidate, seen: Seen): boolean {
  const hours = (seen.steps.minutes ?? 60) / 60;
  const highest = seen.series.flatMap((series) => numbersOf(series, power.column, seen.marks))
    .reduce((most, number) => number > most ? number : most, 0);
  const watts = quantumIn(column, seen) / hours;
  return highest > 0 && watts > highest * factorOf(power.column.unit) * 0.05;
}

/**
 * Returns the candidates that are the whole of what is generated: before an inverter (direct current)
 * or behind it, where the power of a battery may be added.
 */
export function wholeOf(candidates: Candidate[], hasBattery: boolean): Candidate[] {
  const isDirect = ({ column }: Candidate) => hasWord(column.plain, DC_WORDS);
  const isNamed = ({ column }: Candidate) =>
    hasWord(column.plain, `${PRODUCTION}|${PANELS}|${DC_WORDS}`);
  const whole = candidates.filter((candidate) =>
    hasBattery ? isNamed(candidate) : !isDirect(candidate)
  );
  return whole.length > 0 ? whole : candidates;
}

/** Returns the candidates whose names speak of production, where some do. */
export function likeliest(candidates: Candidate[]): Candidate[] {
  const named = candidates.filter(({ column }) => hasWord(column.plain, PRODUCTION));
  return named.length > 0 ? named : candidates;
}

const PRODUCTION =
  "generat|produc|produz|produkt|prodott|*produktion|*erzeug|*ertrag|yield|generac|generad|" +
  "opbrengst|*opwek|*opgewek|geprodu|geracao|gerad|produksjon|produkcj|vyrob";
const PANELS = "solar|pv$|photovolt|fotovolt|*solar|zon$|zonne|sun$|panel|wind";
