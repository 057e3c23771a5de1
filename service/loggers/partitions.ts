import type { OwnerSql } from "../../db/client.ts";
import { makeReadingPartitions } from "../../sql/loggers/partitions.ts";

const DAYS_BEFORE = 2;
const DAYS_AHEAD = 1;

/** Makes the missing daily partitions of readings, from two days before `now` to the day after. */
export async function makeReadingDays(sql: OwnerSql, now: Temporal.Instant): Promise<void> {
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  await makeReadingPartitions(
    sql,
    today.subtract({ days: DAYS_BEFORE }),
    today.add({ days: DAYS_AHEAD + 1 }),
  );
}
