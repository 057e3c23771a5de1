/**
 * Energies of many days, measured and forecast, and their sums over months. Days are those of the
 * site's zone, so that they have 23 to 25 hours.
 */
import { gaps } from "../../generation/energy.ts";
import { type Site, zoneOf } from "../../sites/site.ts";
import { type DayRange, daysOf } from "../../time/shown_range.ts";
import { dayPeriod, HOUR } from "../../time/time.ts";
import { nightsOf } from "../site_day.ts";

/** What is known of a span: its energy in kWh, and for how many hours. */
export interface KnownSpan {
  /** Index of the span. */
  span: number;
  kwh: number;
  hours: number;
}

/** A part of a day: by daylight or at night, before or after now. */
interface DayPart {
  dayIndex: number;
  hours: number;
  isLight: boolean;
  isPast: boolean;
}

/** Days in a row as spans that meet: `edgesMs` has one entry more than `parts`. */
export interface DayParts {
  days: Temporal.PlainDate[];
  parts: DayPart[];
  edgesMs: number[];
}

/** An energy in kWh, and the share of the daylight for which it is known, 0 to 1. */
export interface CoveredEnergy {
  /** Null where nothing is known. Adds up what is known: nothing is filled. */
  kwh: number | null;
  covered: number;
}

/** The energies of some days in a row. */
export interface EnergyOfDays {
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
  /** Its share is that of the daylight so far. */
  measured: CoveredEnergy;
  /** As known at 9:00 of the day before each day. */
  dayAhead: CoveredEnergy;
  /** By the newest forecast made before each time. */
  newest: CoveredEnergy;
}

/**
 * Cuts days into parts at sunrise, at sunset and at now. Of a day without sun, and where the sun is
 * not known, all hours count as daylight.
 */
export function dayPartsOf(
  site: Site,
  range: Pick<DayRange, "first" | "last">,
  nowMs: number,
): DayParts {
  const zone = zoneOf(site);
  const days = daysOf(range);
  const parts: DayPart[] = [];
  const edgesMs = [dayPeriod(range.first, zone).start.epochMilliseconds];
  days.forEach((day, dayIndex) => {
    const endMs = dayPeriod(day, zone).end.epochMilliseconds;
    const span = { startMs: edgesMs.at(-1)!, endMs };
    const light = gaps(nightsOf(site, span), span);
    const isLightAt = (ms: number) =>
      light.length === 0 || light.some((one) => one.startMs <= ms && ms < one.endMs);
    const cuts = [...light.flatMap((one) => [one.startMs, one.endMs]), nowMs, endMs];
    for (const cutMs of new Set(cuts.toSorted((a, b) => a - b))) {
      const startMs = edgesMs.at(-1)!;
      if (cutMs <= startMs || cutMs > endMs) continue;
      parts.push({
        dayIndex,
        hours: (cutMs - startMs) / HOUR,
        isLight: isLightAt(startMs),
        isPast: cutMs <= nowMs,
      });
      edgesMs.push(cutMs);
    }
  });
  return { days, parts, edgesMs };
}

/** Hours of daylight and what is known of them, and the energy. */
interface Tally {
  kwh: number;
  known: number;
  all: number;
}

/** What is known of one day; `dayAheadKwh` is null where it was not kept. */
export interface DayTally {
  day: Temporal.PlainDate;
  lightHours: number;
  measured: Tally;
  newest: Tally;
  dayAheadKwh: number | null;
}

/** Counts what is known of each day. */
export function talliesOf(
  { days, parts }: DayParts,
  measured: readonly KnownSpan[],
  newest: readonly KnownSpan[],
  dayAheadKwh: ReadonlyMap<string, number>,
): DayTally[] {
  const tallies = days.map((day): DayTally => ({
    day,
    lightHours: 0,
    measured: { kwh: 0, known: 0, all: 0 },
    newest: { kwh: 0, known: 0, all: 0 },
    dayAheadKwh: dayAheadKwh.get(`${day}`) ?? null,
  }));
  for (const { dayIndex, hours, isLight, isPast } of parts) {
    const tally = tallies[dayIndex]!;
    if (!isLight) continue;
    tally.lightHours += hours;
    tally.newest.all += hours;
    if (isPast) tally.measured.all += hours;
  }
  const add = (of: "measured" | "newest", { span, kwh, hours }: KnownSpan) => {
    const { dayIndex, isLight } = parts[span]!;
    const tally = tallies[dayIndex]![of];
    tally.kwh += kwh;
    if (isLight) tally.known += hours;
  };
  for (const known of measured) add("measured", known);
  for (const known of newest) add("newest", known);
  return tallies;
}

/** Adds up days in a row. */
export function energyOfDays(tallies: readonly DayTally[]): EnergyOfDays {
  const ahead = tallies.filter(({ dayAheadKwh }) => dayAheadKwh !== null);
  const hours = (days: readonly DayTally[]) => sum(days.map(({ lightHours }) => lightHours));
  return {
    first: tallies[0]!.day,
    last: tallies.at(-1)!.day,
    measured: covered(tallies.map(({ measured }) => measured)),
    dayAhead: {
      kwh: ahead.length === 0 ? null : sum(ahead.map(({ dayAheadKwh }) => dayAheadKwh!)),
      covered: share(hours(ahead), hours(tallies)),
    },
    newest: covered(tallies.map(({ newest }) => newest)),
  };
}

/** Groups days into calendar months, in order. */
export function byMonth(tallies: readonly DayTally[]): EnergyOfDays[] {
  const months = Map.groupBy(tallies, ({ day }) => `${day.toPlainYearMonth()}`);
  return [...months.values()].map(energyOfDays);
}

function covered(tallies: readonly Tally[]): CoveredEnergy {
  const isKnown = tallies.some(({ kwh, known }) => kwh !== 0 || known > 0);
  return {
    kwh: isKnown ? sum(tallies.map(({ kwh }) => kwh)) : null,
    covered: share(sum(tallies.map(({ known }) => known)), sum(tallies.map(({ all }) => all))),
  };
}

/** Hours are sums of fractions: what misses by less than a microsecond is all. */
function share(part: number, whole: number): number {
  if (whole === 0) return 0;
  return part > whole - 1e-9 ? 1 : part / whole;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Returns the capacity that yields are divided by on a day, kWp: that of the modules, or that of the
 * site; null where neither is known. Before the site was extended or reduced it is in proportion.
 */
export function peakCapacityOn(
  { module_capacity_kw, capacity_kw, former_capacities }: Pick<
    Site,
    "module_capacity_kw" | "capacity_kw" | "former_capacities"
  >,
  day: Temporal.PlainDate,
): number | null {
  const kwp = [module_capacity_kw, capacity_kw]
    .find((kw) => kw !== null && Number.isFinite(kw) && kw > 0);
  if (!kwp) return null;
  const former = former_capacities.find(({ until_date }) =>
    Temporal.PlainDate.compare(day, until_date) < 0
  );
  return former && capacity_kw ? kwp * former.capacity_kw / capacity_kw : kwp;
}
