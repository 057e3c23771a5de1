/**
 * What a site could give: the power that its own, measured power is divided by (its index). For the
 * sun that is the power under a cloudless sky, so that hour and season fall out; else the capacity.
 */
import { acLimitKw, clearSky, type PvArray } from "../../solar/clear_sky.ts";
import { pvArrayOf } from "../../sites/pv_array.ts";
import type { Site } from "../../sites/site.ts";
import { dayOfQuarter, QUARTER, QUARTERS_A_DAY, timeOfDay } from "./quarters.ts";

/** Share of the capacity below which the index tells more of shade and meters than of clouds. */
const LEAST_CLEAR_SKY = 0.05;
/** Share of the capacity: two steps of a usual meter, which counts 0.1 kWh in 15 minutes of a 50 kW plant. */
const LEAST_SPREAD = 0.01;
/** A cloudless day resembles its neighbours: between every third, straight lines will do. */
const DAYS_BETWEEN = 3;

/** Points of a distribution of the index: `[index, share of the time below it]`, rising. */
export type Distribution = readonly (readonly [number, number])[];

/**
 * An assumption for a temperate climate: in southern England a year brings about 1,000 kWh per kW of
 * modules, half of the 2,020 of this clear sky without losses; P10 and P90 stand for a dull and a
 * bright hour.
 */
const SUN: Distribution = [[0, 0], [0.15, 0.1], [0.5, 0.5], [0.9, 0.9], [1.1, 1]];
/**
 * Its mean is the load factor of onshore wind in the United Kingdom, 26 to 27 % (Digest of UK Energy
 * Statistics, table 6.3), its skew that of a speed with a Rayleigh distribution put through the
 * cube of a turbine below its rated power.
 */
const WIND: Distribution = [[0, 0], [0.02, 0.1], [0.18, 0.5], [0.58, 0.9], [1, 1]];

export interface Potential {
  /** What no forecast exceeds, kW. */
  limitKw: number;
  /** kW that shares are of. */
  capacityKw: number;
  /** Capacity that measured power is held against: a site may give more than its inverter is said to. */
  measuredCapacityKw: number;
  /** A quarter hour with the sun up is uncertain by this at least, kW: meters count in steps. */
  leastSpreadKw: number;
  /** Index of a site without a history; without one there is no forecast before there is a history. */
  prior: Distribution | undefined;
  /** Quarter of the (UTC) day in which the sun is highest, of a site whose potential is the sun's. */
  noon: number | undefined;
  /** Potential power below this (kW) is no daylight. */
  leastKw: number;
  /** Whatever changes the numbers: a fit made with another one is stale. */
  digest: string;
  /** Potential power of `count` quarter hours, kW. */
  powers(first: number, count: number): Float64Array;
}

/** The potential of a site, or why it cannot have a forecast (a sentence to show). */
export function potentialOf(
  site: Parameters<typeof pvArrayOf>[0],
): { potential: Potential } | { reason: string } {
  const found = pvArrayOf(site);
  if ("array" in found) return { potential: ofSun(found.array, site) };
  return ofCapacity(site);
}

function ofSun(array: PvArray, site: Pick<Site, CapacityColumn>): Potential {
  const capacityKw = array.inverter_capacity_kw;
  const least = Math.min(array.module_capacity_kw, capacityKw);
  const measuredCapacityKw = Math.max(...capacitiesOf(site, ["capacity_kw"]), capacityKw);
  return {
    limitKw: acLimitKw(array),
    capacityKw,
    measuredCapacityKw,
    prior: SUN,
    noon: timeOfDay(Math.round(QUARTERS_A_DAY * (0.5 - array.longitude / 360))),
    leastKw: LEAST_CLEAR_SKY * least,
    leastSpreadKw: LEAST_SPREAD * least,
    digest: `sun ${measuredCapacityKw} ${JSON.stringify(array)}`,
    powers: (first, count) => clearSkyPowers(array, first, count),
  };
}

function ofCapacity(site: Pick<Site, CapacityColumn | "asset_type">) {
  const [capacityKw] = capacitiesOf(site, CAPACITIES);
  if (!capacityKw) return { reason: "Without a capacity above zero there is no forecast." };
  const measuredCapacityKw = Math.max(
    ...capacitiesOf(site, ["capacity_kw", "inverter_capacity_kw"]),
    capacityKw,
  );
  const potential: Potential = {
    limitKw: capacityKw,
    capacityKw,
    measuredCapacityKw,
    prior: site.asset_type === "wind" ? WIND : undefined,
    noon: undefined,
    leastKw: 0,
    leastSpreadKw: 0,
    digest: `${site.asset_type} ${measuredCapacityKw} ${capacityKw}`,
    powers: (_, count) => new Float64Array(count).fill(capacityKw),
  };
  return { potential };
}

const CAPACITIES = ["capacity_kw", "inverter_capacity_kw", "module_capacity_kw"] as const;
type CapacityColumn = typeof CAPACITIES[number];

/** Those of the capacities that are one. */
function capacitiesOf(
  site: Pick<Site, CapacityColumn>,
  columns: readonly CapacityColumn[],
): number[] {
  return columns.map((column) => site[column] ?? 0).filter((kw) => kw > 0 && Number.isFinite(kw));
}

/** Clear-sky power in the middle of each quarter hour; short series exactly, long ones as said above. */
function clearSkyPowers(array: PvArray, first: number, count: number): Float64Array {
  const at = (quarter: number) => clearSky((quarter + 0.5) * QUARTER, array).ac_kw;
  const powers = new Float64Array(count);
  const step = count > 10 * QUARTERS_A_DAY ? DAYS_BETWEEN : 1;
  const known = new Map<number, Float64Array>();
  const dayOf = (day: number) => {
    const there = known.get(day);
    if (there) return there;
    const made = Float64Array.from(
      { length: QUARTERS_A_DAY },
      (_, time) => at(day * QUARTERS_A_DAY + time),
    );
    known.set(day, made);
    return made;
  };
  for (let i = 0; i < count; i++) {
    const quarter = first + i;
    if (step === 1) powers[i] = at(quarter);
    else {
      const day = dayOfQuarter(quarter);
      const before = day - day % step;
      const share = (day - before) / step;
      const time = timeOfDay(quarter);
      powers[i] = (1 - share) * dayOf(before)[time]! + share * dayOf(before + step)[time]!;
    }
  }
  return powers;
}
