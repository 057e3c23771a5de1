import type { OwnerSql } from "../../db/client.ts";
import { isLocked } from "../../db/errors.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as partitions from "../../sql/forecasts/partitions.ts";
import { dropReadingPartition, partitionsBefore } from "../../sql/loggers/partitions.ts";
import { countStrayReadings, removeStrayReadings } from "../../sql/loggers/retention.ts";
import * as retention from "../../sql/operations/retention.ts";
import { countRuns, keepDays, removeRuns } from "../../sql/weather/retention.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";

/** How many rows from before a day (UTC) were removed, or would be. */
export interface RemovedRows {
  before: string;
  count: number;
}

/** Outcome for each kind of data that a setting limits. */
export interface Retained {
  latest?: RemovedRows;
  /** Partitions of forecast values by day; those in `waiting` were in use and stay for now. */
  days?: { before: string; dropped: string[]; waiting: string[] };
  strayValues?: RemovedRows;
  forecasts?: RemovedRows;
  generation?: RemovedRows;
  /** Partitions of readings, by day or month. */
  readings?: { before: string; dropped: string[]; waiting: string[] };
  strayReadings?: RemovedRows;
  requests?: RemovedRows;
  securityEvents?: RemovedRows;
  positions?: RemovedRows;
  /** Runs of weather models, once their hours are kept. */
  weather?: RemovedRows;
}

type Settings = Pick<
  Config,
  | "RETAIN_FORECAST_DAYS"
  | "RETAIN_LATEST_DAYS"
  | "RETAIN_GENERATION_DAYS"
  | "RETAIN_READING_DAYS"
  | "RETAIN_REQUEST_DAYS"
  | "RETAIN_SECURITY_DAYS"
  | "RETAIN_POSITION_DAYS"
  | "WEATHER_RETENTION_DAYS"
>;

/** Returns the first day that is kept of each kind of data; undefined: everything is kept. */
export function firstDays(config: Settings, now: Temporal.Instant) {
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  const first = (days?: number) => days === undefined ? undefined : today.subtract({ days });
  return {
    forecasts: first(config.RETAIN_FORECAST_DAYS),
    latest: first(config.RETAIN_LATEST_DAYS),
    generation: first(config.RETAIN_GENERATION_DAYS),
    readings: first(config.RETAIN_READING_DAYS),
    requests: first(config.RETAIN_REQUEST_DAYS),
    securityEvents: today.subtract({ days: config.RETAIN_SECURITY_DAYS }),
    positions: today.subtract({ days: config.RETAIN_POSITION_DAYS }),
    weather: today.subtract({ days: config.WEATHER_RETENTION_DAYS }),
  };
}

/**
 * Removes data older than the settings keep, in short steps; a later call goes on after one that was
 * stopped. The latest table comes first, so that it never shows values that do not exist. Returns
 * undefined at once while another instance removes.
 */
export async function retain(
  sql: OwnerSql,
  config: Settings,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<Retained | undefined> {
  const first = firstDays(config, now);
  return await withLockIfFree(sql, "sitecast.retention", async (signal) => {
    const done: Retained = {};
    const removal = new Removal(sql, signal);
    if (first.latest) {
      const sites = await retention.sitesShown(sql, first.latest);
      done.latest = await removal.remove(first.latest, ...sites.map(retention.removeLatest));
    }
    if (first.forecasts) {
      done.days = await removal.drop(first.forecasts, partitions.daysBefore, partitions.dropDay);
      done.strayValues = await removal.remove(first.forecasts, retention.removeStrayValues);
      const sites = await retention.sitesForecast(sql, first.forecasts);
      done.forecasts = await removal.remove(
        first.forecasts,
        ...sites.map(retention.removeEmptyForecasts),
      );
    }
    if (first.generation) {
      done.generation = await removal.remove(first.generation, retention.removeGeneration);
    }
    if (first.readings) {
      done.readings = await removal.drop(first.readings, partitionsBefore, dropReadingPartition);
      done.strayReadings = await removal.remove(first.readings, removeStrayReadings);
    }
    if (first.requests) {
      done.requests = await removal.remove(
        first.requests,
        retention.removeRequests,
        retention.removeTokenUsage,
      );
    }
    done.securityEvents = await removal.remove(
      first.securityEvents,
      retention.removeSecurityEvents,
    );
    done.positions = await removal.remove(first.positions, retention.removePositions);
    await keepDays(sql, now, signal);
    done.weather = await removal.remove(first.weather, removeRuns);
    return done;
  }, { signal });
}

/** Returns what retain() would remove now. Changes nothing. */
export async function wouldRetain(
  sql: OwnerSql,
  config: Settings,
  now: Temporal.Instant,
): Promise<Retained> {
  const first = firstDays(config, now);
  const counted = async (
    before: Temporal.PlainDate | undefined,
    count: typeof retention.countLatest,
  ) => before && { before: before.toString(), count: await count(sql, before) };
  return {
    latest: await counted(first.latest, retention.countLatest),
    days: first.forecasts && {
      before: first.forecasts.toString(),
      dropped: await partitions.daysBefore(sql, first.forecasts),
      waiting: [],
    },
    strayValues: await counted(first.forecasts, retention.countStrayValues),
    forecasts: await counted(first.forecasts, retention.countEmptyForecasts),
    generation: await counted(first.generation, retention.countGeneration),
    readings: first.readings && {
      before: first.readings.toString(),
      dropped: await partitionsBefore(sql, first.readings),
      waiting: [],
    },
    strayReadings: await counted(first.readings, countStrayReadings),
    requests: await counted(first.requests, retention.countRequests),
    securityEvents: await counted(first.securityEvents, retention.countSecurityEvents),
    positions: await counted(first.positions, retention.countPositions),
    weather: await counted(first.weather, countRuns),
  };
}

/** The removals of one call of retain(). */
class Removal {
  constructor(private sql: OwnerSql, private signal: AbortSignal) {}

  /** Repeats each removal until it finds no more rows, or the signal comes. */
  async remove(before: Temporal.PlainDate, ...removals: retention.Remove[]): Promise<RemovedRows> {
    let count = 0;
    for (const remove of removals) {
      try {
        let removed = 1;
        while (removed > 0 && !this.signal.aborted) {
          count += removed = await remove(this.sql, before);
        }
      } catch (error) {
        if (!isLocked(error)) throw error;
        log.warning("some old data stay until the next turn: {error}", { error });
      }
    }
    return { before: before.toString(), count };
  }

  /** Drops one partition a transaction. Stops at one in use: to wait for it would block readers. */
  async drop(
    before: Temporal.PlainDate,
    list: typeof partitions.daysBefore,
    dropOne: typeof partitions.dropDay,
  ) {
    const waiting = await list(this.sql, before);
    const dropped: string[] = [];
    try {
      while (waiting.length > 0 && !this.signal.aborted) {
        await dropOne(this.sql, waiting[0]!);
        dropped.push(waiting.shift()!);
      }
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    return { before: before.toString(), dropped, waiting };
  }
}
