import { aboveClearSky, poweredAtNight } from "./solar_doubts.ts";
import { pvArrayOf } from "../sites/pv_array.ts";
import { hasCoordinates } from "../sites/site.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import { acLimitKw } from "../solar/clear_sky.ts";
import type { Place, WarningList } from "../warnings.ts";
import { onlyRises } from "./counter.ts";
import type { PowerPeriod } from "./energy.ts";
import { type StuckFacts, stuckStretches } from "./plausible.ts";

/** A measured value at its place in the request. */
export type PlacedPower = PowerPeriod & Place;

/** Values that are looked at before other work gets its turn: the sun's place takes long. */
const PIECE = 1000;

/**
 * Adds what is odd about the measured values of one site, which are in order of time. Returns the
 * stretches at which the meter seems stuck: whether it is depends on the highest value before
 * (`isHeld`), which is worth a query for these alone. Yields now and then.
 */
export function* addDoubts(
  warnings: WarningList,
  periods: readonly PlacedPower[],
  site: SiteFacts,
): Generator<void, PlacedPower[][]> {
  for (const period of periods) if (period.powerKw < 0) warnings.add("negative_power", period);
  for (let at = 0; at < periods.length; at += PIECE) {
    const piece = periods.slice(at, at + PIECE);
    for (const period of poweredAtNight(piece, site)) warnings.add("power_at_night", period);
    yield;
  }
  for (const period of aboveClearSky(periods, site)) warnings.add("above_clear_sky", period);
  yield;
  if (onlyRises(periods, { isSolar: site.asset_type === "pv" })) {
    for (const period of periods) warnings.add("only_rises", period);
  }
  yield;
  return stuckStretches(periods, stuckFacts(site));
}

/** Returns what a plant of a site can hold, and where the daylight of a solar one is. */
export function stuckFacts(site: SiteFacts): StuckFacts {
  const capacities = [site.capacity_kw, site.inverter_capacity_kw, site.largest_capacity_kw];
  const found = pvArrayOf(site);
  const limitsKw = capacities.filter((kw) => kw !== null);
  if ("array" in found) limitsKw.push(acLimitKw(found.array));
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return { limitsKw };
  return { limitsKw, place: { latitude: site.latitude, longitude: site.longitude } };
}
