/** Energies of a span of time, forecast and measured. */
import { energyKwh, gaps, type PowerPeriod, type Span, within } from "../../generation/energy.ts";
import { HOUR } from "../../time/time.ts";
import type { Site } from "../../sites/site.ts";
import {
  dayOfQuarter,
  QUARTER,
  quarterOf,
  QUARTERS_A_DAY,
  timeOfDay,
} from "../baseline/quarters.ts";
import { type Potential, potentialOf } from "../baseline/potential.ts";
import { kept } from "../../kept.ts";
import { coverage, type ForecastPeriod } from "../day_periods.ts";
import { nightsOf } from "../site_day.ts";
import type { ForecastEnergy } from "./calibration.ts";

/** Share of the daylight (of the hours where it is not known) without which there is no total. */
export const LEAST_COVERED = 0.9;

/** Returns true when a share of the daylight is enough for a total. */
export const isCovered = (covered: number) => covered >= LEAST_COVERED;

/**
 * Returns the forecast energy of some spans in order, and the share of their daylight for which
 * there are values. The energy is null below 90 %.
 */
export function forecastEnergyOf(
  site: Site,
  forecast: readonly ForecastPeriod[],
  spans: readonly Span[],
): { energy: ForecastEnergy | null; covered: number } {
  const parts = spans.flatMap((span) => within(forecast, span));
  const covered = coveredShare(site, forecast, spans);
  if (!isCovered(covered)) return { energy: null, covered };
  return { energy: sumOf(site, parts, spans), covered };
}

/** Adds up forecast periods; the potential is that of `spans`, by default of the same time. */
export function sumOf(
  site: Site,
  parts: readonly ForecastPeriod[],
  spans: readonly Span[] = parts,
): ForecastEnergy {
  const distance = (of: (period: ForecastPeriod) => number) =>
    parts.reduce((sum, part) => sum + Math.max(0, of(part)) * (part.endMs - part.startMs), 0) /
    HOUR;
  return {
    forecastKwh: energyKwh(parts),
    belowKwh: distance(({ powerKw, p10Kw }) => powerKw - (p10Kw ?? powerKw)),
    aboveKwh: distance(({ powerKw, p90Kw }) => (p90Kw ?? powerKw) - powerKw),
    potentialKwh: potentialOfSpans(site, spans),
  };
}

/**
 * Returns the measured energy of a span. What is missing, at most a tenth of the daylight, is filled
 * in proportion to the potential; null where more is missing.
 */
export function measuredEnergyOf(
  site: Site,
  measured: readonly PowerPeriod[],
  span: Span,
): number | null {
  if (!isCovered(coveredShare(site, measured, [span]))) return null;
  const known = energyKwh(within(measured, span));
  const all = potentialOfSpans(site, [span]);
  const missing = potentialOfSpans(site, gaps(measured, span));
  return all - missing > 0 ? known * all / (all - missing) : known;
}

function coveredShare(site: Site, periods: readonly Span[], spans: readonly Span[]): number {
  const wholeMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  if (wholeMs === 0) return 1;
  const shares = spans.map((span) => {
    const light = gaps(nightsOf(site, span), span).reduce((sum, s) => sum + s.endMs - s.startMs, 0);
    return { light, covered: light * coverage(periods, span, nightsOf(site, span)) };
  });
  const light = shares.reduce((sum, one) => sum + one.light, 0);
  if (light > 0) return shares.reduce((sum, one) => sum + one.covered, 0) / light;
  // A day without sun: its hours count.
  return spans.reduce(
    (sum, span) => sum + coverage(periods, span, []) * (span.endMs - span.startMs),
    0,
  ) /
    wholeMs;
}

/** Returns the energy in kWh of spans in order under a cloudless sky; 0 without a capacity. */
export function potentialOfSpans(site: Site, spans: readonly Span[]): number {
  const found = potentialOf(site);
  if ("reason" in found || spans.length === 0) return 0;
  let sum = 0;
  let day = NaN;
  let powers: Float64Array = new Float64Array();
  for (const { startMs, endMs } of spans) {
    for (let quarter = quarterOf(startMs); quarter * QUARTER < endMs; quarter++) {
      const from = Math.max(startMs, quarter * QUARTER);
      if (day !== dayOfQuarter(quarter)) {
        day = dayOfQuarter(quarter);
        powers = powersOfDay(found.potential, day);
      }
      const power = powers[timeOfDay(quarter)]!;
      sum += power * (Math.min(endMs, (quarter + 1) * QUARTER) - from);
    }
  }
  return sum / HOUR;
}

const keptPowers = kept<Float64Array>(5000);

/** Returns the potential of the quarter hours of a UTC day, kW: energies of many spans need it. */
function powersOfDay(potential: Potential, day: number): Float64Array {
  return keptPowers(
    `${day} ${potential.digest}`,
    () => potential.powers(day * QUARTERS_A_DAY, QUARTERS_A_DAY).slice(),
  );
}
