import type { OwnerSql } from "../../db/client.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as partitions from "../../sql/forecasts/partitions.ts";
import * as retention from "../../sql/operations/retention.ts";
import type { Config } from "../config.ts";

/** What was removed, or would be: how many of what is older than the start of a day (UTC). */
export interface RemovedRows {
  before: string;
  count: number;
}

/** Only what a setting limits is there. */
export interface Retained {
  latest?: RemovedRows;
  /** Whole days of forecast values; `waiting` could not be dropped this time. */
  days?: { before: string; dropped: string[]; waiting: string[] };
  strayValues?: RemovedRows;
  forecasts?: RemovedRows;
  generation?: RemovedRows;
  requests?: RemovedRows;
}

const LIMITS = [
  "RETAIN_FORECAST_DAYS",
  "RETAIN_LATEST_DAYS",
  "RETAIN_GENERATION_DAYS",
  "RETAIN_REQUEST_DAYS",
] as const;
type Settings = Pick<Config, typeof LIMITS[number]>;

/** The first day that is kept, of each kind that has a limit. */
export function firstDays(config: Settings, now: Temporal.Instant) {
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  const first = (days?: number) => days === undefined ? undefined : today.subtract({ days });
  return {
    forecasts: first(config.RETAIN_FORECAST_DAYS),
    latest: first(config.RETAIN_LATEST_DAYS),
    generation: first(config.RETAIN_GENERATION_DAYS),
    requests: first(config.RETAIN_REQUEST_DAYS),
  };
}

export const hasLimits = (config: Settings): boolean => LIMITS.some((name) => config[name]);

/**
 * Removes what the settings no longer keep, in pieces; a run that was broken off is gone on with by the
 * next. The rollup lets go first: it never shows what is not there. Answers undefined at once while
 * another instance is at it.
 */
export async function retain(
  sql: OwnerSql,
  config: Settings,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<Retained | undefined> {
  const first = firstDays(config, now);
  if (!hasLimits(config)) return {};
  return await withLockIfFree(sql, "sitecast.retention", async () => {
    const done: Retained = {};
    const turn = new Turn(sql, signal);
    if (first.latest) {
      const sites = await retention.sitesShown(sql, first.latest);
      done.latest = await turn.remove(first.latest, ...sites.map(retention.removeLatest));
    }
    if (first.forecasts) {
      done.days = await turn.dropDays(first.forecasts);
      done.strayValues = await turn.remove(first.forecasts, retention.removeStrayValues);
      const sites = await retention.sitesForecast(sql, first.forecasts);
      done.forecasts = await turn.remove(
        first.forecasts,
        ...sites.map(retention.removeEmptyForecasts),
      );
    }
    if (first.generation) {
      done.generation = await turn.remove(first.generation, retention.removeGeneration);
    }
    if (first.requests) {
      done.requests = await turn.remove(first.requests, retention.removeRequests);
    }
    return done;
  });
}

/** What retain() would remove now. Changes nothing. */
export async function wouldRetain(
  sql: OwnerSql,
  config: Settings,
  now: Temporal.Instant,
): Promise<Retained> {
  const first = firstDays(config, now);
  const gone = async (
    before: Temporal.PlainDate | undefined,
    count: typeof retention.countLatest,
  ) => before && { before: before.toString(), count: await count(sql, before) };
  return {
    latest: await gone(first.latest, retention.countLatest),
    days: first.forecasts && {
      before: first.forecasts.toString(),
      dropped: await partitions.daysBefore(sql, first.forecasts),
      waiting: [],
    },
    strayValues: await gone(first.forecasts, retention.countStrayValues),
    forecasts: await gone(first.forecasts, retention.countEmptyForecasts),
    generation: await gone(first.generation, retention.countGeneration),
    requests: await gone(first.requests, retention.countRequests),
  };
}

const IN_USE = "55P03";

/** One run of the above. */
class Turn {
  constructor(private sql: OwnerSql, private signal?: AbortSignal) {}

  /** Each removal until it finds no more, or the signal comes. */
  async remove(before: Temporal.PlainDate, ...removals: retention.Remove[]): Promise<RemovedRows> {
    let count = 0;
    for (const remove of removals) {
      let gone = 1;
      while (gone > 0 && !this.signal?.aborted) count += gone = await remove(this.sql, before);
    }
    return { before: before.toString(), count };
  }

  /** A day a transaction. Behind a long reader every further try would hold up all others again. */
  async dropDays(before: Temporal.PlainDate) {
    const waiting = await partitions.daysBefore(this.sql, before);
    const dropped: string[] = [];
    try {
      while (waiting.length > 0 && !this.signal?.aborted) {
        await partitions.dropDay(this.sql, waiting[0]!);
        dropped.push(waiting.shift()!);
      }
    } catch (error) {
      if ((error as { code?: string }).code !== IN_USE) throw error;
    }
    return { before: before.toString(), dropped, waiting };
  }
}
