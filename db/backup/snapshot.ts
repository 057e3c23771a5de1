import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";
import { type Applied, readList } from "../toolkit/applied.ts";
import { OF_COPIES, withoutLimits } from "./copy.ts";
import { listTables, type Table } from "./tables.ts";

export interface Snapshot {
  tx: postgres.TransactionSql;
  migrations: Applied[];
  tables: Table[];
  /** When the transaction began, and the version of the server. */
  created_utc: string;
  postgres: string;
}

/** How often the tables are listed again because one of them was dropped meanwhile. */
const TRIES = 5;
const NO_SUCH_TABLE = "42P01";

/**
 * Runs `work` in one transaction that sees the database at one moment while others write. Migrations
 * and the removal of partitions wait until it has ended. Throws "unavailable" where there is no schema
 * of Sitecast.
 */
export async function withSnapshot<T>(
  url: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const sql = connect(url, { max: 1, settings: OF_COPIES });
  try {
    if ((await readList(sql)).length === 0) {
      throw new AppError("unavailable", "This database has no tables of Sitecast to back up.");
    }
    return await inTransaction(sql, work);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function inTransaction<T>(
  sql: postgres.Sql,
  work: (snapshot: Snapshot) => Promise<T>,
  tries = TRIES,
): Promise<T> {
  let hasBegun = false;
  try {
    return await sql.begin("isolation level repeatable read read only", async (tx) => {
      await withoutLimits(tx);
      // Before any query, since LOCK takes no snapshot: what was migrated before it is in the snapshot.
      await tx`lock table app.migrations in share mode`;
      const tables = await listTables(tx);
      const names = tables.map(({ name }) => name).join(", ");
      await tx.unsafe(`lock table only ${names} in access share mode`);
      hasBegun = true;
      const [moment] = await tx<{ created_utc: string; postgres: string }[]>`
        select now() as created_utc, current_setting('server_version') as postgres`;
      return await work({ tx, tables, migrations: await readList(tx), ...moment! });
    }) as T;
  } catch (error) {
    const wasDropped = (error as { code?: string }).code === NO_SUCH_TABLE;
    if (hasBegun || tries === 0 || !wasDropped) throw error;
  }
  return await inTransaction(sql, work, tries - 1);
}
