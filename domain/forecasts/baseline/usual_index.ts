/** How the index of a site is distributed before anything was measured: by climate, for wind in general. */

/** Points of a cumulative distribution of the index, ascending: `[index, share of time below]`. */
export type Distribution = readonly (readonly [number, number])[];

/**
 * An assumption for wind. The mean is the load factor of onshore wind in the United Kingdom, 26 to
 * 27 % (Digest of UK Energy Statistics, table 6.3). The skew is that of power that grows with the
 * cube of a Rayleigh-distributed wind speed up to the rated power.
 */
export const WIND_INDEX: Distribution = [[0, 0], [0.02, 0.1], [0.18, 0.5], [0.58, 0.9], [1, 1]];

/** Shares of time at which the indexes below are given. */
const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
/** Indexes of PV in the driest and in the dullest climates. */
const DRY = [0, 0.2, 0.5, 0.85, 0.95, 1, 1.15];
const DULL = [0, 0.04, 0.1, 0.22, 0.48, 0.82, 1.1];

/**
 * Where between the two a latitude (degrees from the equator) is, 0 to 1. An assumption in the shape
 * of the zonal mean of cloud over land, which is least under the subtropical highs and most from 55°
 * on (King et al., Spatial and temporal distribution of clouds observed by MODIS, IEEE Transactions on
 * Geoscience and Remote Sensing 51(7), 2013). In southern England a kW of modules gives about 1,000
 * kWh a year then, half of what this clear sky would.
 */
const DULLNESS = [[0, 0.55], [10, 0.5], [20, 0.25], [30, 0.05], [40, 0.2], [50, 0.62], [60, 0.9]];
/** Degrees by which these belts follow the sun, to either side. */
const FOLLOWS = 5;
/** The day of the year from 0 with the highest sun in the north. */
const MIDSUMMER = 171;
const YEAR = 365.2425;

/** Returns the usual distribution of the index of PV at a latitude on a UTC day from 1970. */
export function sunIndex(latitude: number, day: number): Distribution {
  const north = Math.cos(2 * Math.PI * (day % YEAR - MIDSUMMER) / YEAR);
  const summer = latitude < 0 ? -north : north;
  const dullness = dullnessAt(Math.abs(Math.abs(latitude) - FOLLOWS * summer));
  return SHARES.map((share, at) => [DRY[at]! + dullness * (DULL[at]! - DRY[at]!), share]);
}

function dullnessAt(latitude: number): number {
  const to = DULLNESS.findIndex(([degrees]) => degrees! >= latitude);
  if (to < 0) return DULLNESS.at(-1)![1]!;
  if (to === 0) return DULLNESS[0]![1]!;
  const [[from, low], [until, high]] = [DULLNESS[to - 1]!, DULLNESS[to]!];
  return low! + (high! - low!) * (latitude - from!) / (until! - from!);
}
