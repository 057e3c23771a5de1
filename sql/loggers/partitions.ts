import type { OwnerSql } from "../../db/client.ts";

/** Makes the partitions of readings that the days in [from, to) (UTC) lack. Returns how many. */
export async function makeReadingPartitions(
  sql: OwnerSql,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    select app.make_reading_partitions(array(
      select d::date from generate_series(${from.toString()}::date,
        ${to.toString()}::date - 1, interval '1 day') d), true) as made`;
  return row!.made;
}

/** Returns the partitions of readings that end before this day (UTC), oldest first. */
export async function partitionsBefore(
  sql: OwnerSql,
  before: Temporal.PlainDate,
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from (
      select c.relname as name, substring(pg_get_expr(c.relpartbound, c.oid)
        from 'TO \\(''([^'']+)''\\)')::timestamp as ends
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'app.logger_readings'::regclass) p
    where ends <= ${before.toString()}::date order by ends`;
  return rows.map((row) => row.name);
}

/**
 * Drops a partition with all its readings. Returns false when there is none. Throws 55P03 after a few
 * seconds when another transaction keeps it locked.
 */
export async function dropReadingPartition(sql: OwnerSql, name: string): Promise<boolean> {
  const [row] = await sql<{ dropped: boolean }[]>`
    select app.drop_reading_partition(${name}) as dropped`;
  return row!.dropped;
}
