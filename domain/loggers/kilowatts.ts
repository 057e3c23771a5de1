import { counterPower, wentBack } from "./counter.ts";
import { meanPower } from "./power.ts";
import type { MicroSpan, Samples } from "./samples.ts";

export const POWER_UNITS = ["W", "kW", "MW"] as const;
export const COUNTER_UNITS = ["Wh", "kWh", "MWh"] as const;
export type FeedUnit = typeof POWER_UNITS[number] | typeof COUNTER_UNITS[number];

/** What feeds a sum: the samples of a power, or of a counter of energy. */
export interface Feed {
  measures: "power" | "counter";
  unit: FeedUnit;
  /** Microseconds between neighbours that belong together, at most. */
  maxGap: number;
  /** Periods that start before it are not its concern, in microseconds. Undefined: all are. */
  from?: number;
  samples: Samples;
}

/** The mean power of a period in kW; undefined where that of one of its feeds is not known. */
export interface CountedPeriod extends MicroSpan {
  kw: number | undefined;
  /** The feeds whose counter went back, by their places. */
  wentBack: number[];
}

/** The digits after the point that a power in kW keeps: binary dust is beyond them. */
const DIGITS = 1e9;

/**
 * Returns the sum of feeds for each period. A period that no feed counts for yet has no power, and
 * neither has one for which a feed that counts is not known.
 */
export function countPeriods(feeds: readonly Feed[], periods: readonly MicroSpan[]) {
  return periods.map((period): CountedPeriod => {
    const here = feeds.flatMap((feed, place) =>
      feed.from === undefined || feed.from <= period.start ? [{ feed, place }] : []
    );
    const powers = here.map(({ feed }) => kilowatts(feed, period));
    return {
      ...period,
      kw: powers.length === 0 ? undefined : sumOf(powers),
      wentBack: here.flatMap(({ feed, place }) =>
        feed.measures === "counter" && wentBack(feed.samples, period, feed.maxGap) ? [place] : []
      ),
    };
  });
}

function kilowatts({ measures, unit, samples, maxGap }: Feed, period: MicroSpan) {
  const count = measures === "power" ? meanPower : counterPower;
  const power = count(samples, period, maxGap);
  return power === undefined ? undefined : toKilo(power, unit);
}

function toKilo(value: number, unit: FeedUnit): number {
  if (unit.startsWith("k")) return value;
  return unit.startsWith("M") ? value * 1000 : value / 1000;
}

/** Undefined for one that is not known, and for a sum that no double holds. */
function sumOf(powers: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const power of powers) {
    if (power === undefined) return undefined;
    sum += power;
  }
  if (!Number.isFinite(sum)) return undefined;
  const rounded = Math.round(sum * DIGITS) / DIGITS;
  return Number.isFinite(rounded) ? rounded + 0 : sum;
}
