import type { Site } from "../site.ts";
import { aboveCapacity } from "./above_capacity.ts";
import { energyInTheDark } from "./energy_in_the_dark.ts";
import { facesAnotherWay } from "./facing.ts";
import type { Hint, MeasuredHour } from "./hint.ts";

/**
 * Returns what contradicts the stated facts of a site in its measurements of the last HINT_DAYS
 * days, in order of time. A false alarm costs more trust than a miss: each rule needs several days
 * and wide margins. Returns nothing for a site with a battery, with trackers or limited by contract,
 * whose power follows something else than the sun and the modules.
 */
export function hintsOf(site: Site, hours: readonly MeasuredHour[]): Hint[] {
  if (site.has_battery || site.is_tracked || site.is_curtailed) return [];
  const inTheDark = energyInTheDark(site, hours);
  // Where place or times are wrong, the sun is elsewhere, and the direction follows from nothing.
  const facing = inTheDark ? undefined : facesAnotherWay(site, hours);
  return [inTheDark, aboveCapacity(site, hours), facing].filter((hint) => hint !== undefined);
}
