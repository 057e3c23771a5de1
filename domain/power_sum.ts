/** What the power of sites is added up by: one sum, or one for each DNO, GSP, region and so on. */
export const SUM_BY = ["total", "dno", "gsp", "region", "country", "asset_type"] as const;
export type SumBy = typeof SUM_BY[number];

/** Lengths of the periods that power is added up for, in minutes. */
export const RESOLUTIONS = [5, 10, 15, 30, 60] as const;

/** Which sums are wanted: of periods of `resolution` minutes that start in [start, end). */
export interface SumQuery {
  start: Temporal.Instant;
  end: Temporal.Instant;
  by: SumBy;
  resolution: number;
}

/** Power and energy of several sites together in one period. */
export interface PowerSum {
  start_utc: string;
  end_utc: string;
  /** "total", or the DNO, region and so on as the column has it; null for sites without one. */
  name: string | null;
  /** Of the sites that know at least two thirds of the period; null without any. */
  power_kw: number | null;
  /** How many sites these are. */
  sites: number;
  /** Their capacity together, as far as it is known; null without any. */
  capacity_kw: number | null;
  /** All that is known, of any site, for any part of the period. */
  energy_kwh: number;
}

/** Returns the query for whole periods: those that start in the range, counted from midnight (UTC). */
export function onGrid({ start, end, ...query }: SumQuery): SumQuery {
  const up = (time: Temporal.Instant) =>
    time.round({
      smallestUnit: "minute",
      roundingIncrement: query.resolution,
      roundingMode: "ceil",
    });
  return { ...query, start: up(start), end: up(end) };
}
