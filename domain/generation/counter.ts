import { HOUR } from "../time/time.ts";
import type { PowerPeriod } from "./energy.ts";

/** Rises of a series that tell a counter from a plant that stands still. */
const LEAST_RISES = 5;
/** How long power never falls only by chance; solar power falls in the evening of each day. */
const LEAST_HOURS = 24;
/** From the first rise on: longer than any morning. */
const LEAST_SOLAR_HOURS = 14;

/**
 * Returns true for values that only rise, as those of a counter of energy do: over 24 hours, for a
 * solar site over 14 hours from the first rise on. The periods are in order.
 */
export function onlyRises(periods: readonly PowerPeriod[], { isSolar }: { isSolar: boolean }) {
  let rises = 0;
  let firstRiseMs = NaN;
  for (const [i, { powerKw, startMs }] of periods.entries()) {
    const before = periods[i - 1]?.powerKw ?? powerKw;
    if (powerKw < before) return false;
    if (powerKw === before) continue;
    rises++;
    if (Number.isNaN(firstRiseMs)) firstRiseMs = startMs;
  }
  if (rises < LEAST_RISES) return false;
  const [startMs, endMs] = [periods[0]!.startMs, periods.at(-1)!.endMs];
  return endMs - startMs >= LEAST_HOURS * HOUR ||
    (isSolar && endMs - firstRiseMs >= LEAST_SOLAR_HOURS * HOUR);
}
