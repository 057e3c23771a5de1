import { HOUR } from "../../time/time.ts";
import type { Site } from "../site.ts";
import { type Hint, type MeasuredHour, statedCapacities } from "./hint.ts";

/**
 * Share of the AC capacity above which the mean power of a period contradicts it: more than what
 * rounded ratings and the errors of meters explain.
 */
const TOO_MUCH = 1.05;
const LEAST_DAYS = 5;

/** Returns a hint when power was above every AC capacity that the site states or stated, on days. */
export function aboveCapacity(site: Site, hours: readonly MeasuredHour[]): Hint | undefined {
  const capacityKw = Math.max(0, ...statedCapacities(site, "AC"));
  if (capacityKw === 0) return undefined;
  const above = hours.filter(({ highestKw }) => highestKw > TOO_MUCH * capacityKw);
  const days = new Set(above.map(({ startMs }) => Math.floor(startMs / (24 * HOUR)))).size;
  if (days < LEAST_DAYS) return undefined;
  const highest = above.reduce((most, { highestKw }) => Math.max(most, highestKw), 0);
  return {
    code: "above_capacity",
    figures: { days, highest_kw: highest, capacity_kw: capacityKw },
  };
}
