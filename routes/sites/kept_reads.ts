import { LRUCache } from "lru-cache";
import type { ScopedSql } from "../../db/scope.ts";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import type { SideBySide } from "../../domain/accuracy/side_by_side.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { EnergyDay } from "../../sql/forecasts/energies.ts";
import { isMeasured } from "../../sql/generation/is_measured.ts";
import { lastDaysOf, readReliability } from "../../sql/accuracy/reliability.ts";
import { readSideBySide } from "../../sql/accuracy/side_by_side.ts";
import { newDayCache, revisionKey } from "./day_cache.ts";

/** How many lists of days of sites are kept, of some 5 KB each. */
const MOST_LISTS = 1000;

type KeptRead<V> = (key: string, read: () => Promise<V>) => Promise<V>;

/** Makes a function that reads once what a key names, and keeps that of the keys used last. */
function keptReads<
  V extends ReliabilityDay[] | EnergyDay[] | boolean | { sides: SideBySide | null },
>(most: number): KeptRead<V> {
  const cache = new LRUCache<string, V>({ max: most });
  return async (key, read) => {
    const before = cache.get(key);
    if (before !== undefined) return before;
    const value = await read();
    cache.set(key, value);
    return value;
  };
}

/** What the page of a site keeps by the revision of the site. */
export interface KeptReads {
  cache: ReturnType<typeof newDayCache>;
  reliability: KeptRead<ReliabilityDay[]>;
  sides: KeptRead<{ sides: SideBySide | null }>;
  measured: KeptRead<boolean>;
  dayAhead: KeptRead<EnergyDay[]>;
}

/** Makes the caches of the page of a site, empty ones. */
export const newKeptReads = (): KeptReads => ({
  cache: newDayCache(),
  reliability: keptReads(MOST_LISTS),
  sides: keptReads(MOST_LISTS),
  measured: keptReads(MOST_LISTS),
  dayAhead: keptReads(MOST_LISTS),
});

/** The caches, with the revisions that the scope sees, by site UUID. */
export type RevisedReads = KeptReads & { revisions: Map<string, string> };

/** Returns how reliable a site's forecasts were on its last days, which are all over. */
export function keptReliability(
  sql: ScopedSql,
  site: Site,
  now: Temporal.Instant,
  { reliability, revisions }: RevisedReads,
): Promise<ReliabilityDay[]> {
  const period = lastDaysOf(site, now);
  const read = () => readReliability(sql, site, period, now);
  return reliability(revisionKey(site, revisions, period.to), read);
}

/** Returns the models of a site side by side, over the same days; null unless there are two. */
export async function keptSideBySide(
  sql: ScopedSql,
  site: Site,
  days: readonly ReliabilityDay[],
  today: Temporal.PlainDate,
  { sides, revisions }: RevisedReads,
): Promise<SideBySide | null> {
  const read = async () => ({ sides: await readSideBySide(sql, site.site_uuid, days, today) });
  return (await sides(revisionKey(site, revisions, today), read)).sides;
}

/** Returns true when anything has ever been measured at a site. */
export function keptMeasured(
  sql: ScopedSql,
  site: Site,
  { measured, revisions }: RevisedReads,
): Promise<boolean> {
  return measured(revisionKey(site, revisions), () => isMeasured(sql, site.site_uuid));
}
