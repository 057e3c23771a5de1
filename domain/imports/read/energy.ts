import type { Reading } from "../reading.ts";
import { PeriodValues } from "./period_values.ts";
import type { PeriodSink } from "./results.ts";

/** Reads lines that each have the energy of a period: power is energy by hours. */
export function energyReader(reading: Reading, results: PeriodSink): PeriodValues {
  return new PeriodValues(reading, results, (kwh, hours) => kwh / hours);
}
