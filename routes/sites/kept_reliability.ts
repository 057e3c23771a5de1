import { LRUCache } from "lru-cache";
import type { ScopedSql } from "../../db/scope.ts";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import type { Site } from "../../domain/sites/site.ts";
import { lastDaysOf, readReliability } from "../accuracy/reliability.ts";
import { revisionKey } from "./site_days.ts";

/** How many sites' last days are kept, of some 5 KB each. */
const MOST_SITES = 1000;

export type ReadReliability = (
  sql: ScopedSql,
  site: Site,
  now: Temporal.Instant,
) => Promise<ReliabilityDay[]>;

/**
 * Makes a function that returns readers of a site's last days, given the revisions of sites by UUID:
 * the days, all of them over, are read once for each revision of a site.
 */
export function keptReliability(): (revisions: Map<string, string>) => ReadReliability {
  const cache = new LRUCache<string, ReliabilityDay[]>({ max: MOST_SITES });
  return (revisions) => async (sql, site, now) => {
    const period = lastDaysOf(site, now);
    const key = revisionKey(site, revisions, period.to);
    const days = cache.get(key) ?? await readReliability(sql, site, period, now);
    cache.set(key, days);
    return days;
  };
}
