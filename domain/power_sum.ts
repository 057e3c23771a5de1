/** What the power of sites is added up by: one sum, or one for each DNO or GSP. */
export const SUM_BY = ["total", "dno", "gsp"] as const;
export type SumBy = typeof SUM_BY[number];

/** Power of several sites together in periods that start at the same time. */
export interface PowerSum {
  start_utc: string;
  /** "total", or the DNO or GSP as the column has it; null for sites without one. */
  name: string | null;
  power_kw: number;
  /** How many sites the sum has a value of. */
  sites: number;
}
