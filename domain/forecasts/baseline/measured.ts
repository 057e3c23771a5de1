/** What the baseline learns from: measurements without what tells nothing about the plant. */
import { outageDays, stuckStretches } from "../../generation/plausible.ts";
import type { PowerPeriod } from "../../generation/energy.ts";
import { solarPosition } from "../../solar/sun.ts";
import { HOUR } from "../../time/time.ts";
import type { Potential } from "./potential.ts";
import { dayOfQuarter, QUARTER, quarterHours, QUARTERS_A_DAY, type Series } from "./quarters.ts";

const HIGH_SUN_DEGREES = 10;

/**
 * Returns the power (kW) of `count` quarter hours as it was known at `knownMs`, by the rules of
 * quarterHours(). Stretches of a stuck meter and, of a site with a sun, completed days of an outage
 * are gaps: what a site does after either is not what it did in it.
 */
export function measuredSeries(
  potential: Potential,
  measured: Iterable<PowerPeriod>,
  first: number,
  count: number,
  knownMs: number,
): Series {
  const firstMs = first * QUARTER;
  const known = [...measured].filter(({ startMs, endMs }) =>
    endMs <= knownMs && endMs > firstMs && startMs < endMs
  );
  // What a plant that stands still takes from the grid may be the same for weeks; it counts as 0.
  const stuck = new Set(
    stuckStretches(known, potential.stuck).flat()
      .filter(({ powerKw }) => powerKw > 0),
  );
  const moving = stuck.size === 0 ? known : known.filter((period) => !stuck.has(period));
  const shape = potential.noon === undefined ? undefined : potential.powers(first, count);
  const options = { knownMs, capacityKw: potential.measuredCapacityKw, shape };
  const series = quarterHours(moving, first, count, options);
  if (shape) removeOutages(series, shape, potential, knownMs);
  return series;
}

/** A day from midnight to midnight by the sun, with its quarter hours of the series. */
interface SolarDay {
  from: number;
  to: number;
  measuredKwh: number;
  clearSkyKwh: number;
  highSunMs: number;
}

function removeOutages(
  series: Series,
  shape: Float64Array,
  potential: Potential,
  knownMs: number,
): void {
  const days = solarDays(series, shape, potential, knownMs);
  for (const { from, to } of outageDays(days)) series.values.fill(NaN, from, to);
}

/** Returns the days that had ended, the first one perhaps in part. */
function solarDays(
  { first, values }: Series,
  shape: Float64Array,
  { noon, stuck: { place } }: Potential,
  knownMs: number,
): SolarDay[] {
  const shift = QUARTERS_A_DAY / 2 - noon!;
  const days: SolarDay[] = [];
  const lastDay = dayOfQuarter(Math.floor(knownMs / QUARTER) + shift);
  for (let day = dayOfQuarter(first + shift); day < lastDay; day++) {
    const start = day * QUARTERS_A_DAY - shift - first;
    const [from, to] = [Math.max(0, start), Math.min(values.length, start + QUARTERS_A_DAY)];
    const energies = energiesOf(values, shape, from, to);
    if (energies.clearSkyKwh === 0) continue;
    const highSunMs = highSun(first + from, first + to, place!, (at) => values[at - first]! >= 0);
    days.push({ from, to, ...energies, highSunMs });
  }
  return days;
}

function energiesOf(values: Float64Array, shape: Float64Array, from: number, to: number) {
  let [measuredKwh, clearSkyKwh] = [0, 0];
  for (let at = from; at < to; at++) {
    if (Number.isNaN(values[at]!)) continue;
    measuredKwh += values[at]! / 4;
    clearSkyKwh += shape[at]! / 4;
  }
  return { measuredKwh, clearSkyKwh };
}

/** Returns how long the sun was high in measured hours, of which it looks at the middles. */
function highSun(
  from: number,
  to: number,
  { latitude, longitude }: { latitude: number; longitude: number },
  isMeasured: (quarter: number) => boolean,
): number {
  let found = 0;
  for (let quarter = from + 2; quarter < to; quarter += 4) {
    if (!isMeasured(quarter)) continue;
    const { zenith } = solarPosition(quarter * QUARTER, latitude, longitude);
    if (zenith < 90 - HIGH_SUN_DEGREES) found += HOUR;
  }
  return found;
}
