/**
 * A site's potential: the power that its measured power is divided by, which gives its index. For
 * PV it is the clear-sky power, which takes out hour and season; otherwise it is the capacity.
 */
import { acLimitKw, clearSky, type PvArray } from "../../solar/clear_sky.ts";
import { pvArrayOf } from "../../sites/pv_array.ts";
import type { Site } from "../../sites/site.ts";
import type { StuckFacts } from "../../generation/plausible.ts";
import { type Distribution, sunIndex, WIND_INDEX } from "./usual_index.ts";
import { dayOfQuarter, QUARTER, QUARTERS_A_DAY, timeOfDay } from "./quarters.ts";

/** Share of the capacity below which the index depends on shade and meters more than on clouds. */
const LEAST_CLEAR_SKY = 0.05;
/**
 * Share of the capacity: two steps of a meter that counts 0.1 kWh in 15 minutes at a 50 kW plant.
 */
const LEAST_SPREAD = 0.01;
/**
 * In long series only every third day is computed; between them clear-sky power is interpolated.
 */
const DAYS_BETWEEN = 3;

/** The potential of a site. */
export interface Potential {
  /** Upper limit of forecasts, kW. */
  limitKw: number;
  /** Capacity in kW that rows are weighted by. */
  capacityKw: number;
  /**
   * Capacity in kW that measured power is checked against: the largest one that the site states.
   */
  measuredCapacityKw: number;
  /** Least distance of P10 and P90 from the median while the potential is above 0, kW. */
  leastSpreadKw: number;
  /**
   * Returns the distribution of the index on a UTC day (counted from 1970) before there is a history;
   * undefined: no forecast until there is one.
   */
  prior: ((day: number) => Distribution) | undefined;
  /**
   * Quarter hour of the UTC day with the highest sun; undefined when the potential is the capacity.
   */
  noon: number | undefined;
  /** A quarter hour with a lower potential (kW) counts as dark. */
  leastKw: number;
  /** True for a turbine, whose power depends on the time of day but little. */
  isWind: boolean;
  /** What tells a stuck meter; see stuckStretches(). */
  stuck: StuckFacts;
  /** All that the potential depends on, as text: a fit made with another digest is outdated. */
  digest: string;
  /** Returns the potential of `count` quarter hours from `first` on, kW. */
  powers(first: number, count: number): Float64Array;
}

/** Returns the potential of a site, or a sentence that says why it cannot have a forecast. */
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
    prior: (day) => sunIndex(array.latitude, day),
    noon: timeOfDay(Math.round(QUARTERS_A_DAY * (0.5 - array.longitude / 360))),
    leastKw: LEAST_CLEAR_SKY * least,
    leastSpreadKw: LEAST_SPREAD * least,
    isWind: false,
    stuck: { place: array, limitsKw: [acLimitKw(array), least, capacityKw, measuredCapacityKw] },
    digest: `sun ${measuredCapacityKw} ${JSON.stringify(array)}`,
    powers: remembered((first, count) => clearSkyPowers(array, first, count)),
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
    prior: site.asset_type === "wind" ? () => WIND_INDEX : undefined,
    noon: undefined,
    leastKw: 0,
    leastSpreadKw: 0,
    isWind: site.asset_type === "wind",
    stuck: { limitsKw: capacitiesOf(site, CAPACITIES) },
    digest: `${site.asset_type} ${measuredCapacityKw} ${capacityKw}`,
    powers: (_, count) => new Float64Array(count).fill(capacityKw),
  };
  return { potential };
}

const CAPACITIES = ["capacity_kw", "inverter_capacity_kw", "module_capacity_kw"] as const;
type CapacityColumn = typeof CAPACITIES[number];

/** Returns the values of these columns that are finite and above 0. */
function capacitiesOf(
  site: Pick<Site, CapacityColumn>,
  columns: readonly CapacityColumn[],
): number[] {
  return columns.map((column) => site[column] ?? 0).filter((kw) => kw > 0 && Number.isFinite(kw));
}

/** Returns the same function, which computes the same quarter hours only once. */
function remembered(powers: Potential["powers"]): Potential["powers"] {
  const known = new Map<boolean, { first: number; powers: Float64Array }>();
  return (first, count) => {
    // Powers of long series are interpolated: they do not serve a short one, nor the other way.
    const last = known.get(isLong(count));
    const isKnown = last && first >= last.first &&
      first + count <= last.first + last.powers.length;
    const all = isKnown ? last : { first, powers: powers(first, count) };
    known.set(isLong(count), all);
    return all.powers.subarray(first - all.first, first - all.first + count);
  };
}

const isLong = (count: number) => count > 10 * QUARTERS_A_DAY;

/**
 * Returns clear-sky power in the middle of each quarter hour; interpolates between days in long
 * series.
 */
function clearSkyPowers(array: PvArray, first: number, count: number): Float64Array {
  const at = (quarter: number) => clearSky((quarter + 0.5) * QUARTER, array).ac_kw;
  const powers = new Float64Array(count);
  const step = isLong(count) ? DAYS_BETWEEN : 1;
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
