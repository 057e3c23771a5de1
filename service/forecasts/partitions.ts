import type { OwnerSql } from "../../db/client.ts";
import * as partitions from "../../sql/forecasts/partitions.ts";

const DAYS_AHEAD = 31;

/** Makes the partitions that forecasts made from `from` until a month from `now` will need. */
export async function makeDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  from: Temporal.Instant = now,
): Promise<void> {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO("UTC").toPlainDate();
  await partitions.makeDays(sql, day(from), day(now).add({ days: DAYS_AHEAD + 1 }));
}
