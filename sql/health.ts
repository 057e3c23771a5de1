import type { OwnerSql } from "../db/client.ts";

/** Names of the migrations that the database has. Throws when it cannot be reached. */
export async function appliedMigrations(sql: OwnerSql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select name from app.migrations order by name`;
  return rows.map((row) => row.name);
}
