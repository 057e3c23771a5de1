import type { OwnerSql } from "../../db/client.ts";

/** Tables that triggers and sweeps derive from others: in them newer rows replace older ones. */
export const DERIVED = new Set([
  "latest_forecast_values",
  "site_revisions",
  "app.generation_changes",
  "app.changed_ranges",
  "app.model_runs",
  "app.request_leases",
  "app.token_usage",
  "app.user_request_leases",
]);

/** Returns the rows that a program removed or changed, without those of derived tables. */
export function lost(before: Set<string>, after: Set<string>): string[] {
  return [...before.difference(after)].filter((row) => !DERIVED.has(row.split(" ")[0]!));
}

/** Returns the rows that a program added or changed, without those of derived tables. */
export function gained(before: Set<string>, after: Set<string>): string[] {
  return lost(after, before);
}

/**
 * Returns an MD5 of each row of every table, with the table's name, to find out what a program
 * changed.
 */
export async function allRows(sql: OwnerSql): Promise<Set<string>> {
  const tables = await sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const rows = await Promise.all(tables.map(({ name }) =>
    sql<{ row: string }[]>`
      select ${name} || ' ' || md5(t::text) as row from ${sql(name)} t`
  ));
  return new Set(rows.flat().map(({ row }) => row));
}

/** Returns the same but for the security log and counted requests, which also tell what was refused. */
export async function rowsButLog(sql: OwnerSql): Promise<Set<string>> {
  const rows = await allRows(sql);
  return new Set(
    [...rows].filter((row) => !/^app\.(security_events|(user_)?request_leases) /.test(row)),
  );
}
