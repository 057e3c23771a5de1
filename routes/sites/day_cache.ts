import { LRUCache } from "lru-cache";
import { whyNone } from "../../domain/forecasts/baseline_forecast.ts";
import type { DayOfValues, SiteAndDay, SiteDay } from "../../domain/forecasts/site_day.ts";
import type { Site } from "../../domain/sites/site.ts";

/** Values in the cache, of some 100 bytes each: 2,000 days in quarter hours; a list has 50. */
const MAX_VALUES = 400_000;

const valuesOf = ({ forecast, generation, baseline, compared }: DayOfValues) =>
  1 + forecast.length + generation.length + baseline.length + compared.length;

/** Days by site, revision and date: most of a list has not changed since it was last shown. */
export type DayCache = LRUCache<string, DayOfValues>;

/** Makes an empty cache. */
export const newDayCache = (): DayCache =>
  new LRUCache({ maxSize: MAX_VALUES, sizeCalculation: valuesOf });

/** A cache with the revisions of sites that the scope sees, by site UUID. */
export interface KeptDays {
  cache: DayCache;
  revisions: Map<string, string>;
}

/**
 * Returns the key of what depends on a site's values alone. With the version as well: the site may
 * have been read before its revision, and have changed in between.
 */
export const revisionKey = (
  { site_uuid, version }: Site,
  revisions: Map<string, string>,
  ...parts: unknown[]
) => [site_uuid, version, revisions.get(site_uuid), ...parts].join(" ");

/** Returns a day with its site, and why that gets no forecast. */
export function withReason(site: Site, day: SiteDay): SiteAndDay {
  return { site, reason: whyNone(site), day };
}
