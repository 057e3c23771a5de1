import type { OwnerSql } from "../../db/client.ts";
import { findAttention } from "../../domain/sites/attention/find_attention.ts";
import type { Observations, ObservedHour } from "../../domain/sites/attention/observations.ts";
import { isOut, outsideOutages } from "../../domain/sites/outage.ts";
import { hasCoordinates, type Site } from "../../domain/sites/site.ts";
import { solarPosition } from "../../domain/solar/sun.ts";
import { HOUR, utcText } from "../../domain/time/time.ts";
import { observedHours, rhythms } from "../../sql/forecasts/observed_hours.ts";
import * as changes from "../../sql/generation/changes.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as checks from "../../sql/sites/attention_checks.ts";
import * as outages from "../../sql/sites/outages.ts";
import * as siteHints from "../../sql/sites/site_hints.ts";
import { log } from "../log.ts";

/** Sites of one turn: its statements read some thousand rows, and take a fraction of a second. */
const BATCH = 50;
/** How far the rules look back, and how far where what they found began before. */
const HOURS_BACK = 72;
const MOST_HOURS_BACK = 30 * 24;

/**
 * Looks for what is wrong with each site that has news, and stores since when. Returns the number
 * of sites looked at; 0 at once while another instance does it.
 */
export async function refreshAttention(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const looked = await withLockIfFree(sql, "sitecast.attention", async (signal) => {
    await checks.endInactive(sql, now);
    // Read before the sites: what changes meanwhile stays to be looked at.
    const ranges = await changes.ranges(sql, "attention");
    const due = await checks.due(sql, now);
    let count = 0;
    for (let at = 0; at < due.length && !signal.aborted; at += BATCH) {
      count += await check(sql, due.slice(at, at + BATCH), ranges, now);
    }
    return count;
  }, { signal });
  return looked ?? 0;
}

async function check(
  sql: OwnerSql,
  sites: Site[],
  ranges: changes.ChangedRange[],
  now: Temporal.Instant,
): Promise<number> {
  const uuids = new Set(sites.map(({ site_uuid }) => site_uuid));
  try {
    const seen = await observe(sql, sites, now, HOURS_BACK);
    const longer = seen.filter((one) => reachesBack(one, now)).map(({ site }) => site);
    const again = await observe(sql, longer, now, MOST_HOURS_BACK);
    const wider = new Map(again.map((one) => [one.site.site_uuid, one]));
    const checked = seen.map((one) => checkedSite(wider.get(one.site.site_uuid) ?? one, now));
    await checks.store(sql, checked, now);
    const read = ranges.filter(({ site_uuid }) => uuids.has(site_uuid));
    await changes.settle(sql, "attention", read);
    return sites.length;
  } catch (error) {
    // One failing turn must not stop the others; the next quarter hour tries it again.
    log.error("attention of {count} sites from {site} on failed: {error}", {
      count: sites.length,
      site: sites[0]!.site_uuid,
      error,
    });
    return 0;
  }
}

function checkedSite(seen: Observations, now: Temporal.Instant): checks.CheckedSite {
  const { found, dueMs } = findAttention(seen, now);
  const { site_uuid, version } = seen.site;
  return {
    site_uuid,
    version,
    found,
    due_utc: Number.isFinite(dueMs) ? utcText(Math.ceil(dueMs)) : null,
  };
}

/** Returns true when what was found may have begun before the first day that was read. */
function reachesBack(seen: Observations, now: Temporal.Instant): boolean {
  const firstDayMs = now.epochMilliseconds - (HOURS_BACK - 24) * HOUR;
  return findAttention(seen, now).found.some(({ kind, since_utc }) =>
    (kind === "no_production" || kind === "below_p10") &&
    Temporal.Instant.from(since_utc).epochMilliseconds < firstDayMs
  );
}

async function observe(
  sql: OwnerSql,
  sites: Site[],
  now: Temporal.Instant,
  hoursBack: number,
): Promise<Observations[]> {
  if (sites.length === 0) return [];
  const uuids = sites.map(({ site_uuid }) => site_uuid);
  const end = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(now.epochMilliseconds / HOUR) * HOUR,
  );
  const start = end.subtract({ hours: hoursBack });
  const [hours, rhythm, out, hints] = await Promise.all([
    observedHours(sql, uuids, start, end),
    rhythms(sql, uuids, now),
    outages.between(sql, uuids, start, now),
    siteHints.ofSites(sql, uuids),
  ]);
  return sites.map((site) => {
    const marked = out.get(site.site_uuid) ?? [];
    const { middlesMs, ...times } = rhythm.get(site.site_uuid)!;
    const { day, hints: found } = hints.get(site.site_uuid) ?? { day: null, hints: [] };
    return {
      site,
      hours: outsideOutages(hours.get(site.site_uuid) ?? [], marked, endOfHour),
      isOut: isOut(marked, now),
      measuresInTheDark: middlesMs.some((ms) => isDark(site, ms)),
      hints: found,
      hintDay: day,
      ...times,
    };
  });
}

const endOfHour = ({ startMs }: ObservedHour) => startMs + HOUR;

function isDark(site: Site, ms: number): boolean {
  return hasCoordinates(site) && solarPosition(ms, site.latitude, site.longitude).zenith > 90.833;
}
