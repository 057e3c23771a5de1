/** What the power of sites is added up by: one sum, or one for each DNO or GSP. */
export const SUM_BY = ["total", "dno", "gsp"] as const;
export type SumBy = typeof SUM_BY[number];

/** What sites make together in a period that starts at `start_utc`. */
export interface PowerSum {
  start_utc: string;
  /** "total", or the text of the distribution operator or grid supply point; null: it has none. */
  name: string | null;
  power_kw: number;
  /** How many sites have a value for it. */
  sites: number;
}
