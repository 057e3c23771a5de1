import type { OwnerSql } from "../db/client.ts";
import { translated } from "../db/errors.ts";
import { ACCURACY_DAYS, type AccuracyPeriod, lastCompleteDays } from "../domain/accuracy.ts";
import { AppError } from "../domain/errors.ts";
import { hasCoordinates } from "../domain/site.ts";
import { nights } from "../domain/sun.ts";
import { dayPeriod, utcText } from "../domain/time.ts";
import * as days from "../sql/accuracy_days.ts";
import type { Night } from "../sql/accuracy_pairs.ts";
import * as due from "../sql/accuracy_due.ts";
import { withLockIfFree } from "../sql/locks.ts";
import { log } from "./log.ts";

/** Measurements come late: so many of the last complete days are counted again each night. */
const AGAIN_DAYS = 3;
/** Days that were not counted, as the service was stopped: a few more than are shown together. */
const MISSED_DAYS = ACCURACY_DAYS + 5;

/** Each night: counts the last complete days again. Answers how many sites and days. */
export async function countNewDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const counted = await withLockIfFree(sql, "sitecast.accuracy: new days", async () => {
    return await countDays(sql, daysUpTo(now, AGAIN_DAYS), now, signal);
  });
  return counted ?? 0;
}

/** Counts the days of the last weeks that have not been, the newest first. Answers how many. */
export async function countMissedDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const counted = await withLockIfFree(sql, "sitecast.accuracy: missed days", async () => {
    const missing = await due.missing(sql, daysUpTo(now, MISSED_DAYS));
    return await countEach(sql, missing, now, signal);
  });
  return counted ?? 0;
}

/** Counts all days of a period anew, in the order of the newest. Answers how many sites and days. */
export async function countDays(
  sql: OwnerSql,
  period: AccuracyPeriod,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  return await countEach(sql, await due.all(sql, period), now, signal);
}

function daysUpTo(now: Temporal.Instant, count: number): AccuracyPeriod {
  const { to } = lastCompleteDays(now);
  return { from: to.subtract({ days: count - 1 }), to };
}

/** A day of a site that fails does not keep the others from being counted. */
async function countEach(
  sql: OwnerSql,
  list: due.DueDay[],
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const { to: lastDay } = lastCompleteDays(now);
  let counted = 0;
  for (const site of list) {
    if (signal?.aborted) return counted;
    const { site_uuid } = site;
    const day = Temporal.PlainDate.from(site.day);
    try {
      await days.count(sql, { site_uuid, day, nights: nightsOf(site, day), lastDay });
      counted++;
    } catch (error) {
      if (isAway(error)) throw error;
      log.error("no accuracy of site {site} on {day}: {error}", { site: site_uuid, day, error });
    }
  }
  if (!signal?.aborted) await days.moveRecent(sql, lastDay);
  return counted;
}

function isAway(error: unknown): boolean {
  const known = translated(error);
  return known instanceof AppError && known.code === "unavailable";
}

/** Periods that start on the day may have their middle on the next. */
function nightsOf(site: due.DueDay, day: Temporal.PlainDate): Night[] | undefined {
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return undefined;
  const { start } = dayPeriod(day, "UTC");
  const { end } = dayPeriod(day.add({ days: 1 }), "UTC");
  const { latitude, longitude } = site;
  return nights(start.epochMilliseconds, end.epochMilliseconds, latitude, longitude)
    .map(({ startMs, endMs }) => ({ start_utc: utcText(startMs), end_utc: utcText(endMs) }));
}
