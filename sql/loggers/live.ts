import type { ScopedSql } from "../../db/scope.ts";
import { newestReadings } from "./readings.ts";
import { listVariables } from "./variables.ts";

/** Live values of a variable that are shown at most. */
export const MOST_VALUES = 50;

/** A variable with its newest values. */
export interface LiveVariable {
  name: string;
  label: string | null;
  unit: string | null;
  /** The newest first. */
  values: { time_utc: string; value: number }[];
}

/**
 * Returns the newest values of each variable of a logger of the caller's that has some, by name: those
 * from `since` on, included, and none that was hidden by `clear`.
 */
export async function newest(
  sql: ScopedSql,
  loggerUuid: string,
  since?: Temporal.Instant,
): Promise<LiveVariable[]> {
  const [variables, readings] = await Promise.all([
    listVariables(sql, loggerUuid),
    newestReadings(sql, loggerUuid, { since, limit: MOST_VALUES }),
  ]);
  const byVariable = Map.groupBy(readings, ({ variable_id }) => variable_id);
  return variables.flatMap(({ variable_id, name, label, unit }) => {
    const values = byVariable.get(variable_id);
    if (!values) return [];
    return {
      name,
      label,
      unit,
      values: values.map(({ time_utc, value }) => ({ time_utc, value })),
    };
  });
}

/** Hides what is older than now from the live values of a logger; nothing is deleted. */
export async function clear(
  sql: ScopedSql,
  loggerUuid: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    update app.loggers set live_from_utc = ${now}::timestamp, revision = revision + 1
    where logger_uuid = ${loggerUuid}`;
}
