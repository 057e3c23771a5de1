import type { OwnerSql } from "../../db/client.ts";

/** Tables (not views) of the database, partitions too, with schema: `app.sessions`, `public.sites`. */
export async function tables(sql: OwnerSql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select nspname || '.' || relname as name
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p') and nspname in ('app', 'public') order by 1`;
  return rows.map((row) => row.name);
}

/** True while somebody in this database waits for a lock that another holds. */
export async function waitsForALock(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql<{ waits: boolean }[]>`
    select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waits`;
  return row!.waits;
}

/** Ends the connections that hold an advisory lock in this database; returns how many. */
export async function endLockOf(sql: OwnerSql): Promise<number> {
  const ended = await sql`
    select pg_terminate_backend(pid, 5000) from pg_locks
    where locktype = 'advisory' and granted and database = (
      select oid from pg_database where datname = current_database())`;
  return ended.length;
}
