import type { ForecastValue } from "../forecasts/forecast_value.ts";
import { meansOver, type Span } from "../generation/energy.ts";
import { HOUR, milliseconds, MINUTE } from "../time/time.ts";

/** Milliseconds of a quarter hour, the step of starts. */
export const QUARTER = 15 * MINUTE;
const QUARTERS_AN_HOUR = 4;
/** What a division leaves behind of a whole number of quarter hours. */
const DUST = 1e-9;
const OTHERS = 3;

/** Mean power that is expected in a quarter hour, in kW. */
export interface QuarterPower {
  startMs: number;
  p10Kw: number | null;
  p50Kw: number;
  p90Kw: number | null;
}

/** What is to be charged. */
export interface Wanted {
  energyKwh: number;
  powerKw: number;
}

/** A time to charge, in whole quarter hours, and how much of the energy would be sun, in kWh. */
export interface ChargingWindow extends Span {
  p10Kwh: number | null;
  p50Kwh: number;
  p90Kwh: number | null;
}

/** The window with the most sun, and the next best; none where no window lies in the forecast. */
export interface ChargingWindows {
  best: ChargingWindow | null;
  others: ChargingWindow[];
}

/** Returns how long charging takes, in quarter hours begun. */
export function quartersOf({ energyKwh, powerKw }: Wanted): number {
  return Math.max(1, Math.ceil(energyKwh / powerKw * QUARTERS_AN_HOUR - DUST));
}

/**
 * Returns the quarter hours in `[fromMs, untilMs)` that forecast values cover completely, in order.
 * The values do not overlap. P10 and P90 are null where some value has none.
 */
export function quarterPowers(values: readonly ForecastValue[], span: Span): QuarterPower[] {
  const first = Math.ceil(span.startMs / QUARTER);
  const count = Math.max(0, Math.floor(span.endMs / QUARTER) - first);
  const quarters = Array.from({ length: count }, (_, at) => ({
    startMs: (first + at) * QUARTER,
    endMs: (first + at + 1) * QUARTER,
  }));
  const means = (of: (value: ForecastValue) => number | null) =>
    meansOver(periods(values, of), quarters);
  const p10 = means(({ p10_kw }) => p10_kw);
  const p90 = means(({ p90_kw }) => p90_kw);
  return means(({ forecast_power_kw }) => forecast_power_kw).flatMap((p50Kw, at) =>
    p50Kw === null
      ? []
      : [{ startMs: quarters[at]!.startMs, p10Kw: p10[at]!, p50Kw, p90Kw: p90[at]! }]
  );
}

function periods(values: readonly ForecastValue[], of: (value: ForecastValue) => number | null) {
  return values.flatMap((value) => {
    const powerKw = of(value);
    if (powerKw === null) return [];
    return [{
      startMs: milliseconds(value.start_utc),
      endMs: milliseconds(value.end_utc),
      powerKw,
    }];
  }).sort((a, b) => a.startMs - b.startMs);
}

/**
 * Returns when to charge: of all starts on the quarter hour whose window lies in the forecast
 * without a gap, the one with the most sun (P50), the earliest of equal ones, and the three best
 * others. In each quarter hour the sun covers the power of charging or what is expected, whichever
 * is less; the last quarter hour may be used in part.
 */
export function chargingWindows(
  quarters: readonly QuarterPower[],
  wanted: Wanted,
): ChargingWindows {
  const count = quartersOf(wanted);
  const all = quarters.flatMap((first, at) => {
    const used = quarters.slice(at, at + count);
    const lastMs = first.startMs + (count - 1) * QUARTER;
    return used.length === count && used.at(-1)!.startMs === lastMs ? [windowOf(used, wanted)] : [];
  });
  const [best = null, ...others] = all.toSorted((a, b) =>
    rounded(b.p50Kwh) - rounded(a.p50Kwh) || a.startMs - b.startMs
  ).slice(0, 1 + OTHERS);
  return { best, others };
}

/** Equal energies that were added up in another order differ in the last digits. */
const rounded = (kwh: number) => Math.round(kwh * 1e6);

function windowOf(used: readonly QuarterPower[], wanted: Wanted): ChargingWindow {
  const sunKwh = (of: (quarter: QuarterPower) => number | null) => {
    let leftHours = wanted.energyKwh / wanted.powerKw;
    let sum = 0;
    for (const quarter of used) {
      const expectedKw = of(quarter);
      if (expectedKw === null) return null;
      const hours = Math.min(1 / QUARTERS_AN_HOUR, leftHours);
      sum += Math.min(wanted.powerKw, Math.max(0, expectedKw)) * hours;
      leftHours -= hours;
    }
    return sum;
  };
  return {
    startMs: used[0]!.startMs,
    endMs: used.at(-1)!.startMs + QUARTER,
    p10Kwh: sunKwh(({ p10Kw }) => p10Kw),
    p50Kwh: sunKwh(({ p50Kw }) => p50Kw)!,
    p90Kwh: sunKwh(({ p90Kw }) => p90Kw),
  };
}

/** How far ahead the latest forecast is read to find when to charge. */
export const MOST_AHEAD_MS = 14 * 24 * HOUR;
