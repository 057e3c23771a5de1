import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";
import { migrateDown, migrateUp } from "../migrate.ts";
import { readList } from "../toolkit/applied.ts";
import { listTables, type Table } from "./tables.ts";

/** Throws "conflict" when a table holds rows. */
export async function refuseRows(sql: postgres.ISql, tables: Table[]): Promise<void> {
  if (tables.length === 0) return;
  const counts = tables.map(({ name }) => `select 1 from ${name}`);
  const [row] = await sql.unsafe<{ has_rows: boolean }[]>(
    `select exists (${counts.join(" union all ")}) as has_rows`,
  );
  if (!row!.has_rows) return;
  throw new AppError("conflict", NOT_EMPTY);
}

const NOT_EMPTY = "This database is not empty, and a backup is restored into an empty one only. " +
  "Nothing was changed.";

/**
 * Returns the names of the migrations of an empty database, which may be none. Throws "conflict" when
 * it holds rows, or tables that no migration made.
 */
export async function emptyDatabaseMigrations(url: string): Promise<string[]> {
  const sql = connect(url, { max: 1 });
  try {
    const names = (await readList(sql)).map(({ name }) => name);
    const tables = await listTables(sql);
    if (names.length === 0 && tables.length > 0) throw new AppError("conflict", NOT_EMPTY);
    await refuseRows(sql, tables);
    return names;
  } finally {
    await sql.end();
  }
}

/**
 * Brings an empty database to exactly these migrations, by applying or taking back others. Throws
 * "conflict" rather than take back what holds rows.
 */
export async function migrateTo(url: string, names: string[], folder?: string): Promise<void> {
  const to = names.at(-1);
  if (to === undefined) await migrateDown(url, { all: true, folder });
  else {
    await migrateDown(url, { to, folder });
    await migrateUp(url, { to, folder });
  }
}
