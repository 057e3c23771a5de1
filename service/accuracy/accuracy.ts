import type { OwnerSql } from "../../db/client.ts";
import { isLocked, translated } from "../../db/errors.ts";
import {
  ACCURACY_DAYS,
  type AccuracyPeriod,
  lastCompleteDays,
} from "../../domain/accuracy/accuracy.ts";
import { AppError } from "../../domain/errors.ts";
import { hasCoordinates } from "../../domain/sites/site.ts";
import { nights } from "../../domain/solar/sun.ts";
import { dayPeriod, utcText } from "../../domain/time/time.ts";
import * as days from "../../sql/accuracy/accuracy_days.ts";
import type { DueDay, Night } from "../../domain/accuracy/accuracy_day.ts";
import * as due from "../../sql/accuracy/accuracy_due.ts";
import * as changes from "../../sql/generation/changes.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";

/** Of the last complete days, those counted again each night, because measurements come late. */
const AGAIN_DAYS = 3;
/**
 * Days back that are counted when they were missed, as while the service was stopped, or got
 * measurements or runs since: a few more than pages show together.
 */
const MISSED_DAYS = ACCURACY_DAYS + 5;
/** Days that counts are kept: over two years, so that a month can be compared with a year before. */
const KEPT_DAYS = 800;

interface Turn {
  now: Temporal.Instant;
  signal?: AbortSignal;
  /** Removes the counts of days that no longer have pairs. */
  clear?: boolean;
}

/**
 * Counts the last complete days again, and those of the last weeks that were missed or have more
 * values since; removes counts that are too old. Returns the number of site days counted, 0 at once
 * while another instance counts.
 */
export async function countNewDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const again = await withLockIfFree(sql, "sitecast.accuracy: new days", async (signal) => {
    const list = await due.all(sql, daysUpTo(now, AGAIN_DAYS));
    const { counted } = await countEach(sql, list, { now, signal });
    if (!signal.aborted) await forget(sql, { now, signal });
    return counted;
  }, { signal });
  return again === undefined ? 0 : again + await countMissedDays(sql, now, signal, AGAIN_DAYS);
}

/**
 * Counts those days alone that were missed, or of which measurements changed or more runs came, the
 * newest first; the newest `except` days are left out. Returns how many.
 */
export async function countMissedDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
  except = 0,
): Promise<number> {
  const counted = await withLockIfFree(sql, "sitecast.accuracy: missed days", async (signal) => {
    const ranges = await changes.ranges(sql, "accuracy");
    const { from, to } = daysUpTo(now, MISSED_DAYS);
    const list = await due.missing(sql, { from, to: to.subtract({ days: except }) });
    const { counted, failed } = await countEach(sql, list, { now, signal });
    if (!signal.aborted) {
      await changes.settle(sql, "accuracy", ranges.filter((range) => !failed.has(range.site_uuid)));
    }
    return counted;
  }, { signal });
  return counted ?? 0;
}

/**
 * Counts all days of a period again, the newest first, and removes the counts of days without pairs.
 * Returns the number of site days counted.
 */
export async function countDays(
  sql: OwnerSql,
  period: AccuracyPeriod,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  return (await countEach(sql, await due.all(sql, period), { now, signal, clear: true })).counted;
}

async function forget(sql: OwnerSql, { now, signal }: Turn): Promise<void> {
  await due.forgetBefore(sql, daysUpTo(now, MISSED_DAYS).from);
  await days.removeBefore(sql, daysUpTo(now, KEPT_DAYS).from, signal);
}

function daysUpTo(now: Temporal.Instant, count: number): AccuracyPeriod {
  const { to } = lastCompleteDays(now);
  return { from: to.subtract({ days: count - 1 }), to };
}

/** Counts site days one by one; logs one that fails and goes on, unless the database is away. */
async function countEach(
  sql: OwnerSql,
  list: DueDay[],
  turn: Turn,
): Promise<{ counted: number; failed: Set<string> }> {
  const { to: lastDay } = lastCompleteDays(turn.now);
  // First, for all sites: until then pages must add up their figures from single days.
  await days.moveRecent(sql, lastDay, turn.signal);
  let counted = 0;
  const failed = new Set<string>();
  for (const site of list) {
    if (turn.signal?.aborted) break;
    const { site_uuid } = site;
    const day = Temporal.PlainDate.from(site.day);
    const of = { site_uuid, day, nights: nightsOf(site, day), lastDay, clear: turn.clear };
    try {
      await days.count(sql, of);
      counted++;
    } catch (error) {
      if (isAway(error)) throw error;
      failed.add(site_uuid);
      log.error("no accuracy of site {site} on {day}: {error}", { site: site_uuid, day, error });
    }
  }
  return { counted, failed };
}

function isAway(error: unknown): boolean {
  const known = translated(error);
  return known instanceof AppError && known.mayWorkLater && !isLocked(error);
}

/** Returns the nights of a day and the next, as a period of the day may have its middle there. */
function nightsOf(site: DueDay, day: Temporal.PlainDate): Night[] | undefined {
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return undefined;
  const { start } = dayPeriod(day, "UTC");
  const { end } = dayPeriod(day.add({ days: 1 }), "UTC");
  const { latitude, longitude } = site;
  return nights(start.epochMilliseconds, end.epochMilliseconds, latitude, longitude)
    .map(({ startMs, endMs }) => ({ start_utc: utcText(startMs), end_utc: utcText(endMs) }));
}
