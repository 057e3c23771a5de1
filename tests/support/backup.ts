import { join } from "node:path";
import { connect, type OwnerSql } from "../../db/client.ts";
import { MIGRATIONS } from "../../db/toolkit/files.ts";
import { allRows } from "./all_rows.ts";
import { fillLogger } from "./logger_rows.ts";
import { dropDatabase, emptyDatabase, testDatabase } from "./database.ts";
import { fillDays } from "./retention.ts";

/** Runs `work` with a folder that is removed afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sitecast-backup-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs `work` with the URL of a database that nobody has migrated, and a connection to it. */
export async function inEmptyDatabase(
  work: (url: string, sql: OwnerSql) => Promise<void>,
): Promise<void> {
  const url = await emptyDatabase();
  const sql = connect(url, { max: 1 }) as OwnerSql;
  try {
    await work(url, sql);
  } finally {
    await sql.end();
    await dropDatabase(url);
  }
}

/** Runs `work` with the URL of a migrated database without rows, and a connection to it. */
export async function inUnusedDatabase(
  work: (url: string, sql: OwnerSql) => Promise<void>,
): Promise<void> {
  const database = await testDatabase();
  try {
    await work(database.url, database.owner);
  } finally {
    await database.drop();
  }
}

/** Stores days of forecasts and measurements of a site, and texts that need escaping. */
export async function fillSite(sql: OwnerSql, site: string): Promise<void> {
  await sql`select app.make_days('2026-06-08', '2026-06-11')`;
  await fillDays(sql, site, [8, 9, 12]);
  await sql`update sites set note = ${"a\tb\\n\n\\.\r\u{1F31E}"} where site_uuid = ${site}`;
  await sql`
    update forecast_values set forecast_power_kw = 'NaN', horizon_minutes = null
    where start_utc = '2026-06-09 23:00'`;
  const [owning] = await sql<{ group: string }[]>`
    select site_group_uuid as group from site_group_sites where site_uuid = ${site} limit 1`;
  await fillLogger(sql, owning!.group, site);
  // Readings of a day and of a month that have partitions of their own.
  await sql`select app.make_reading_partitions(array[current_date, current_date - 70], true)`;
  await sql`
    insert into app.logger_readings (variable_id, time_utc, value)
    select variable_id, current_date - n * 70, 0.1
    from app.logger_variables, generate_series(0, 1) n`;
}

/**
 * Returns an MD5 of each row, without revisions, which a restore increases, and the list of
 * migrations, which has the times of its own.
 */
export async function restorableRows(sql: OwnerSql): Promise<string[]> {
  const rows = [...await allRows(sql)].filter((row) =>
    !/^(site_revisions|app\.migrations) /.test(row)
  );
  return rows.sort();
}

/** Makes a folder with all migrations and one more with this SQL. Returns its path. */
export async function withLaterMigration(
  folder: string,
  up: string,
  down: string,
): Promise<string> {
  const migrations = join(folder, "db/migrations");
  await Deno.mkdir(migrations, { recursive: true });
  await Deno.symlink(join(MIGRATIONS, "../sql_files.ts"), join(folder, "db/sql_files.ts"));
  for await (const { name } of Deno.readDir(MIGRATIONS)) {
    await Deno.symlink(join(MIGRATIONS, name), join(migrations, name));
  }
  const step = (text: string) => `(sql) => sql.unsafe(${JSON.stringify(text)})`;
  await Deno.writeTextFile(
    join(migrations, "99999-later.ts"),
    `export const up = ${step(up)};\nexport const down = ${step(down)};\n`,
  );
  return migrations;
}
