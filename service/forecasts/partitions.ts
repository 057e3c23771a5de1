import type { OwnerSql } from "../../db/client.ts";
import * as partitions from "../../sql/forecasts/partitions.ts";

const DAYS_AHEAD = 31;

/** Makes the missing daily partitions for forecasts issued from `from` to a month after `now`. */
export async function makeDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  from: Temporal.Instant = now,
): Promise<void> {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO("UTC").toPlainDate();
  await partitions.makeDays(sql, day(from), day(now).add({ days: DAYS_AHEAD + 1 }));
}
