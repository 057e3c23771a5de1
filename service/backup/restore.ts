import type { OwnerSql } from "../../db/client.ts";
import { connect } from "../../db/client.ts";
import { copyIn, OF_COPIES } from "../../db/backup/copy.ts";
import { emptyDatabaseMigrations, migrateTo, refuseRows } from "../../db/backup/empty.ts";
import {
  analyze,
  checkCounts,
  makePartitions,
  renewRevisions,
  setSequences,
  withoutTriggers,
} from "../../db/backup/load.ts";
import { listTables } from "../../db/backup/tables.ts";
import { migrateUp } from "../../db/migrate.ts";
import { migrationFiles } from "../../db/toolkit/files.ts";
import { AppError } from "../../domain/errors.ts";
import * as rollup from "../../sql/forecasts/rollup.ts";
import { openEntries, readManifest, refused, verified } from "./archive_reader.ts";
import type { Manifest, TableOfBackup } from "./manifest.ts";

interface Options {
  /** Where the migrations are. */
  folder?: string;
}

/** What a restore did beside loading the rows. */
export interface Restored {
  manifest: Manifest;
  /** Names of the newer migrations that it applied. */
  migrations: string[];
  /** Tables that no migration makes: they stay in the file. */
  leftOut: TableOfBackup[];
  /** Days (UTC) on which the latest table is not what the forecasts give. */
  wrongDays: string[];
}

/**
 * Returns the manifest of a backup that is complete, has the rows that it says, and that this program
 * can restore. Throws "invalid" with a sentence otherwise. Needs no database.
 */
export async function checkBackup(path: string, { folder }: Options = {}): Promise<Manifest> {
  const manifest = await readManifest(path);
  const known = new Map(migrationFiles(folder).map(({ name, sha256 }) => [name, sha256]));
  const unknown = manifest.migrations.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(", ");
    throw refused(path, `is newer than this program: it has ${names}. Restore it with a newer one`);
  }
  const edited = manifest.migrations.find(({ name, sha256 }) =>
    sha256 !== null && sha256 !== known.get(name)
  );
  if (!edited) return manifest;
  throw refused(path, `was made with another ${edited.name} than this program has`);
}

/**
 * Restores a backup into an empty database: migrates it to the backup's migration, loads and checks all
 * rows in one transaction, and applies newer migrations. Throws "invalid" when the file cannot be
 * restored, "conflict" when the database is not empty; then nothing is changed.
 */
export async function restoreBackup(
  url: string,
  path: string,
  { folder }: Options = {},
): Promise<Restored> {
  const manifest = await checkBackup(path, { folder });
  const before = await emptyDatabaseMigrations(url);
  try {
    const wanted = manifest.migrations.map(({ name }) => name);
    if (before.join() !== wanted.join()) await migrateTo(url, wanted, folder);
    const loaded = await load(url, path, manifest);
    return { manifest, ...loaded, migrations: await migrateUp(url, { folder }) };
  } catch (error) {
    await migrateTo(url, before, folder);
    throw error;
  }
}

async function load(url: string, path: string, manifest: Manifest) {
  const sql = connect(url, { max: 1, settings: OF_COPIES });
  try {
    return await withoutTriggers(sql, async (tx) => {
      await refuseRows(tx, await listTables(tx));
      await makePartitions(tx, manifest.tables);
      const tables = await listTables(tx);
      const there = new Map(tables.map((table) => [table.name, table]));
      const wanted = manifest.tables.filter(({ name }) => there.has(name));
      wanted.forEach((table) => refuseUnknownColumns(table, there.get(table.name)!.columns));
      await using entries = openEntries(path);
      for (const table of manifest.tables) {
        const rows = rowsOfTable(path, entries.all, table);
        if (there.has(table.name)) await copyIn(tx, table, rows);
        else for await (const _ of rows); // reads on to the next table
      }
      await checkCounts(tx, wanted);
      await setSequences(tx, manifest.sequences);
      await analyze(tx, tables);
      const wrongDays = await findWrongDays(tx as unknown as OwnerSql);
      await renewRevisions(tx);
      const leftOut = manifest.tables.filter(({ name, rows }) => rows > 0 && !there.has(name));
      return { leftOut, wrongDays };
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function refuseUnknownColumns({ name, columns }: TableOfBackup, known: string[]): void {
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length === 0) return;
  throw new AppError(
    "conflict",
    `No migration makes ${
      unknown.join(", ")
    } of ${name}, which the backup has. Nothing was changed.`,
  );
}

type Entries = ReturnType<typeof openEntries>["all"];

async function* rowsOfTable(path: string, entries: Entries, { parts }: TableOfBackup) {
  for (const part of parts) {
    const { value: entry } = await entries.next();
    if (!entry) throw refused(path, "was changed while it was read");
    yield* verified(path, entry, part);
  }
}

/** Compares the latest table with the forecasts, on the days that it has. */
async function findWrongDays(sql: OwnerSql): Promise<string[]> {
  const wrong: string[] = [];
  for (const day of await rollup.days(sql)) {
    const { rows, missing, extra, wrong: differing } = await rollup.verify(sql, day);
    if (rows > 0 && missing + extra + differing > 0) wrong.push(day);
  }
  return wrong;
}
