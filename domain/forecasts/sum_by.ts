/** What the power of sites is added up by: one sum, or one for each DNO or GSP. */
export const SUM_BY = ["total", "dno", "gsp"] as const;
export type SumBy = typeof SUM_BY[number];
