import type { OwnerSql } from "../../db/client.ts";

/** Creates the missing partitions of the days in [from, to) (UTC). Returns how many. */
export async function makeDays(
  sql: OwnerSql,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    select app.make_days(${from.toString()}::date, ${to.toString()}::date) as made`;
  return row!.made;
}

/**
 * Returns the days (UTC, by target time) before `before` that have a partition of their own, oldest
 * first, as in 2026-11-21.
 */
export async function daysBefore(sql: OwnerSql, before: Temporal.PlainDate): Promise<string[]> {
  const rows = await sql<{ day: string }[]>`
    select day::text as day from (
      select to_date(substring(c.relname from '^forecast_values_(\\d{8})$'), 'YYYYMMDD') as day
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'forecast_values'::regclass) d
    where day < ${before.toString()}::date
    order by d.day`;
  return rows.map((row) => row.day);
}

/**
 * Drops the partition of a day, with the day's rows of the latest table. Returns false when there
 * is none. Throws 55P03 after a few seconds when another transaction keeps the table locked.
 */
export async function dropDay(sql: OwnerSql, day: string): Promise<boolean> {
  const [row] = await sql<{ dropped: boolean }[]>`select app.drop_day(${day}::date) as dropped`;
  return row!.dropped;
}
