import assert from "node:assert/strict";
import { type BaselineFit, fitBaseline } from "../../domain/forecasts/baseline/fit.ts";
import { measuredSeries } from "../../domain/forecasts/baseline/measured.ts";
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import { dayOfQuarter, QUARTER, quarterOf } from "../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { baselineForecast, type BaselineValue } from "../../domain/forecasts/baseline_forecast.ts";
import { clearSky, type PvArray } from "../../domain/solar/clear_sky.ts";
import { HOUR, milliseconds } from "../../domain/time/time.ts";
import { pvArray } from "./clear_sky_reference.ts";

export const DAY = 24 * HOUR;
export const ISSUE = milliseconds("2026-06-15T09:07:30Z");
export const LONDON = pvArray(51.5074, -0.1278, 11, 35, 180, 4.3, 4);

export const NOTHING = {
  asset_type: "pv" as const,
  latitude: null,
  longitude: null,
  altitude_m: null,
  measured_every_minutes: null,
  tilt: null,
  orientation: null,
  capacity_kw: null,
  module_capacity_kw: null,
  inverter_capacity_kw: null,
};

export function potential(site: Partial<Parameters<typeof potentialOf>[0]>): Potential {
  const found = potentialOf({ ...NOTHING, ...site });
  assert.ok("potential" in found, "no potential");
  return found.potential;
}

/** Quarter hours of `[startMs, endMs)`, in which the index was this. */
export function measured(
  of: Potential,
  startMs: number,
  endMs: number,
  index: (quarter: number) => number,
): PowerPeriod[] {
  const [first, last] = [quarterOf(startMs), quarterOf(endMs)];
  const powers = of.powers(first, last - first);
  return Array.from(powers, (kw, i) => ({
    startMs: (first + i) * QUARTER,
    endMs: (first + i + 1) * QUARTER,
    powerKw: kw * index(first + i),
  }));
}

/** The fit at the start of the UTC day of an issue, by all that lies before that. */
export function fitFor(of: Potential, history: PowerPeriod[], issueMs = ISSUE): BaselineFit {
  const day = dayOfQuarter(quarterOf(issueMs));
  const power = measuredSeries(of, history, (day - 180) * 96, 180 * 96, day * DAY);
  return fitBaseline(of, power, day);
}

export function forecast(of: Potential, history: PowerPeriod[], issueMs = ISSUE): BaselineValue[] {
  return baselineForecast(of, fitFor(of, history, issueMs), history, issueMs);
}

export function valueAt(values: BaselineValue[], start_utc: string): BaselineValue {
  const value = values.find((one) => one.start_utc === start_utc);
  assert.ok(value, `no value at ${start_utc}`);
  return value;
}

export const powers = ({ p10_kw, forecast_power_kw, p90_kw }: BaselineValue) =>
  [p10_kw, forecast_power_kw, p90_kw] as const;

/** Powers as shares of the clear sky. */
export function shares(array: PvArray, value: BaselineValue): number[] {
  const middle = (milliseconds(value.start_utc) + milliseconds(value.end_utc)) / 2;
  const clear = clearSky(middle, array).ac_kw;
  assert.ok(clear > 0.1, "the test needs daylight");
  return powers(value).map((kw) => kw / clear);
}

export function assertNear(
  found: readonly number[],
  expected: readonly number[],
  tolerance: number,
) {
  const isNear = found.every((value, i) => Math.abs(value - expected[i]!) <= tolerance);
  assert.ok(isNear, `${found} is not near ${expected}`);
}

/** A number from 0 to 1 that looks like chance, the same each time. Source: MurmurHash3's finalizer. */
export function noise(quarter: number): number {
  let bits = Math.imul(quarter ^ (quarter >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

export const londons = potential({ ...LONDON, capacity_kw: 4 });
export const turbine = potential({ asset_type: "wind", capacity_kw: 900 });
