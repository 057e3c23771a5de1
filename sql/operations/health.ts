import type { OwnerSql } from "../../db/client.ts";

/** Returns the names of applied migrations, which may be none. Throws without a database. */
export async function appliedMigrations(sql: OwnerSql): Promise<string[]> {
  const [table] = await sql`select to_regclass('app.migrations') is not null as there`;
  if (!table!.there) return [];
  const rows = await sql<{ name: string }[]>`select name from app.migrations order by name`;
  return rows.map((row) => row.name);
}

/** Returns the major version of the server, and whether the owner's login is a superuser. */
export async function lookAtServer(sql: OwnerSql) {
  const [row] = await sql<{ version: number; is_superuser: boolean }[]>`
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('is_superuser') = 'on' as is_superuser`;
  return row!;
}
