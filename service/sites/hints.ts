import type { OwnerSql } from "../../db/client.ts";
import { HINT_DAYS } from "../../domain/sites/hints/hint.ts";
import { hintsOf } from "../../domain/sites/hints/hints.ts";
import { SPACING_DAYS } from "../../domain/sites/hints/short_rows.ts";
import { dayOf } from "../../domain/time/time.ts";
import { measuredHours } from "../../sql/generation/measured_hours.ts";
import { storedPeriods } from "../../sql/generation/stored_periods.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as siteHints from "../../sql/sites/site_hints.ts";
import * as weatherFits from "../../sql/weather/weather_fits.ts";
import { log } from "../log.ts";

/**
 * Compares the facts of each site with its measurements of the last days, once a UTC day and after
 * each edit of the site, and stores what contradicts. Returns the number of sites compared; 0 at
 * once while another instance does it.
 */
export async function refreshHints(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const compared = await withLockIfFree(sql, "sitecast.hints", async (signal) => {
    const day = dayOf(now, "UTC");
    const start = now.subtract({ hours: 24 * HINT_DAYS });
    const weekBefore = now.subtract({ hours: 24 * SPACING_DAYS });
    let count = 0;
    for (const site of await siteHints.due(sql, day)) {
      if (signal.aborted) break;
      try {
        const hours = await measuredHours(sql, site.site_uuid, start, now);
        const rows = await storedPeriods(sql, site.site_uuid, weekBefore, now);
        const plane = await weatherFits.plane(sql, site.site_uuid);
        await siteHints.store(sql, site, day, hintsOf(site, hours, rows, plane));
        count++;
      } catch (error) {
        // One failing site must not stop the others; the next quarter hour tries it again.
        log.error("no hints for site {site}: {error}", { site: site.site_uuid, error });
      }
    }
    return count;
  }, { signal });
  return compared ?? 0;
}
