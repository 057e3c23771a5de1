import { join } from "node:path";
import { AppError } from "../../domain/errors.ts";
import { migrateUp } from "../migrate.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { migrationNames } from "./files.ts";
import { mayMakeDatabases, withScratch } from "./scratch.ts";
import { fromSnapshot, toSnapshot } from "./snapshot.ts";

const FOLDER = join(import.meta.dirname!, "snapshots");

/** Returns the path of the snapshot of what the migrations up to this one make. */
const fileOf = (migration: string) => join(FOLDER, migration.replace(/\.ts$/, ".json"));

/** Where an expected catalogue comes from. */
export type Source = "scratch" | "snapshot";

/**
 * Returns what the migrations up to `newest` make, as the login of `url` would own it: read from a
 * scratch database beside that of `url` if the login may make one, else from the kept snapshot. Throws
 * "unavailable" when there is no snapshot of this migration.
 */
export async function expectedCatalogue(
  url: string,
  newest: string,
  owner: string,
): Promise<{ catalogue: Catalogue; source: Source }> {
  if (await mayMakeDatabases(url)) {
    const catalogue = await withScratch(url, async (scratch) => {
      await migrateUp(scratch, { to: newest });
      return await readCatalogue(scratch);
    });
    return { catalogue, source: "scratch" };
  }
  return { catalogue: fromSnapshot(await readSnapshot(newest), owner), source: "snapshot" };
}

async function readSnapshot(migration: string): Promise<string> {
  try {
    return await Deno.readTextFile(fileOf(migration));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new AppError(
      "unavailable",
      `There is nothing to compare with: the login may not make a scratch database, and the ` +
        `snapshot that this program has is of its newest migration, not of ${migration}. Apply what ` +
        "is pending, or grant the login CREATEDB.",
      { cause: error },
    );
  }
}

/**
 * Writes the snapshot of the newest migration in place of that of an older one, on the server of `url`,
 * whose login may make databases. Returns its path.
 */
export async function writeSnapshot(url: string): Promise<string> {
  const newest = migrationNames().at(-1)!;
  const { catalogue } = await expectedCatalogue(url, newest, "");
  for (const name of migrationNames().slice(0, -1)) await removeIfThere(fileOf(name));
  await Deno.writeTextFile(fileOf(newest), toSnapshot(catalogue));
  return fileOf(newest);
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
