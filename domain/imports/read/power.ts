import type { Reading } from "../reading.ts";
import { PeriodValues } from "./period_values.ts";
import type { PeriodSink } from "./results.ts";

/** Reads lines that each have the mean power of a period. */
export function powerReader(reading: Reading, results: PeriodSink): PeriodValues {
  return new PeriodValues(reading, results, (kw) => kw);
}
