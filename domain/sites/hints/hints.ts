import type { Site } from "../site.ts";
import { aboveCapacity } from "./above_capacity.ts";
import { anotherPlane, type ModulePlane } from "./another_plane.ts";
import { energyInTheDark } from "./energy_in_the_dark.ts";
import { facesAnotherWay } from "./facing.ts";
import type { Hint, MeasuredHour } from "./hint.ts";
import { type RowPeriod, shortRows } from "./short_rows.ts";

/**
 * Returns what contradicts the stated facts of a site in its measurements of the last HINT_DAYS
 * days, in order of time. A false alarm costs more trust than a miss: each rule needs several days
 * and wide margins. Returns nothing for a site with a battery, with trackers or limited by contract,
 * whose power follows something else than the sun and the modules; of these, too, it says when the
 * rows of the last SPACING_DAYS days are shorter than the time between them. `plane` is that of the
 * modules as the fit to the weather shows it, where it contradicts the stated one.
 */
export function hintsOf(
  site: Site,
  hours: readonly MeasuredHour[],
  rows: readonly RowPeriod[] = [],
  plane?: ModulePlane,
): Hint[] {
  const short = shortRows(site, rows);
  const facts = site.has_battery || site.is_tracked || site.is_curtailed
    ? []
    : factHints(site, hours, plane);
  return [short, ...facts].filter((hint) => hint !== undefined);
}

function factHints(
  site: Site,
  hours: readonly MeasuredHour[],
  plane: ModulePlane | undefined,
): (Hint | undefined)[] {
  const inTheDark = energyInTheDark(site, hours);
  // Where place or times are wrong, the sun is elsewhere, and the direction follows from nothing.
  const facing = inTheDark ? undefined : anotherPlane(site, plane) ?? facesAnotherWay(site, hours);
  return [inTheDark, aboveCapacity(site, hours), facing];
}
