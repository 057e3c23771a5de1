/** The measurements of a plant, and what was known of them at any time. */
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import {
  QUARTER,
  quarterHours,
  quarterOf,
  QUARTERS_A_DAY,
} from "../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { nights } from "../../domain/solar/sun.ts";
import { hasCoordinates } from "../../domain/sites/site.ts";
import type { BenchSite } from "./arguments.ts";

export interface History {
  site: BenchSite;
  potential: Potential;
  /** Length of the measured periods in quarter hours, 1 for shorter ones. */
  grain: number;
  /** By time. */
  measured: PowerPeriod[];
  /** The first quarter hour of the first UTC day with measurements, and how many there are. */
  first: number;
  count: number;
  /** Mean power, and potential power, of each quarter hour (kW). */
  power: Float64Array;
  clear: Float64Array;
  /** Clear-sky index in daylight, else NaN. */
  index: Float64Array;
  /** 1 where the sun is up in the middle of a quarter hour, as accuracy counts daylight. */
  isUp: Uint8Array;
}

/** Makes the history of a plant. Throws without measurements, and for one without a forecast. */
export function historyOf(measured: PowerPeriod[], site: BenchSite): History {
  const found = potentialOf(site);
  if ("reason" in found) throw new Error(found.reason);
  const { potential } = found;
  if (measured.length === 0) throw new Error("The file holds no measurement of the plant.");
  const first = Math.floor(quarterOf(measured[0]!.startMs) / QUARTERS_A_DAY) * QUARTERS_A_DAY;
  const count = quarterOf(measured.at(-1)!.endMs - 1) + 1 - first;
  const remembered = remember(potential, first - QUARTERS_A_DAY, count + 4 * QUARTERS_A_DAY);
  const clear = remembered.powers(first, count);
  const { values: power, grain } = quarterHours(measured, first, count, {
    knownMs: Infinity,
    capacityKw: potential.measuredCapacityKw,
    shape: clear,
  });
  const index = power.map((kw, i) => clear[i]! > potential.leastKw ? kw / clear[i]! : NaN);
  const isUp = sunUp(site, first, count);
  return { site, potential: remembered, grain, measured, first, count, power, clear, index, isUp };
}

function sunUp(site: BenchSite, first: number, count: number): Uint8Array {
  const found = new Uint8Array(count).fill(1);
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return found;
  const { latitude, longitude } = site;
  const dark = nights(first * QUARTER, (first + count) * QUARTER, latitude, longitude);
  for (const { startMs, endMs } of dark) {
    // The first and the last quarter hour whose middle lies in the night.
    const place = (ms: number) => Math.max(0, Math.ceil(ms / QUARTER - 0.5) - first);
    found.fill(0, place(startMs), place(endMs));
  }
  return found;
}

/** Returns the same potential with its powers computed once. */
function remember(potential: Potential, from: number, count: number): Potential {
  const known = potential.powers(from, count);
  return {
    ...potential,
    powers(first, count) {
      const start = first - from;
      const isKnown = start >= 0 && start + count <= known.length;
      return isKnown ? known.subarray(start, start + count) : potential.powers(first, count);
    },
  };
}

/** Returns the measurements of the days before a quarter hour, and of the hour after it. */
export function measuredAround(
  measured: PowerPeriod[],
  quarter: number,
  days: number,
): PowerPeriod[] {
  const end = quarter * QUARTER;
  const from = search(measured, end - days * QUARTERS_A_DAY * QUARTER);
  return measured.slice(from, search(measured, end + 4 * QUARTER));
}

/** Returns the index of the first period that starts at a time or later (binary search). */
function search(measured: PowerPeriod[], ms: number): number {
  let [low, high] = [0, measured.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (measured[middle]!.startMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the mean of the quarter hours of the measured period that starts at this place. */
export function meanAt(values: Float64Array, at: number, grain: number): number {
  let sum = 0;
  for (let i = at; i < at + grain; i++) sum += values[i] ?? NaN;
  return sum / grain;
}
