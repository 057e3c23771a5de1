import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";
import { makeList, mark, readList, refuseMisfit, type State, stateOf } from "./applied.ts";
import { readCatalogue } from "./catalogue.ts";
import { compare, type Comparison } from "./compare.ts";
import { expectedCatalogue, type Source } from "./expected.ts";
import { migrationFiles, migrationNamed } from "./files.ts";

export interface Check extends Comparison {
  /** The newest migration that the database has. */
  newest: string;
  pending: string[];
  source: Source;
}

/** Returns how the migrations of the database and of this program fit together. Changes nothing. */
export async function migrationState(url: string): Promise<State> {
  const sql = connect(url, { max: 1 });
  try {
    return stateOf(await readList(sql), migrationFiles());
  } finally {
    await sql.end();
  }
}

/**
 * Compares the database with what its applied migrations make. Changes nothing. Throws "unavailable"
 * when there is nothing to compare with.
 */
export async function checkSchema(url: string): Promise<Check> {
  const state = await migrationState(url);
  refuseMisfit(state);
  const newest = state.applied.at(-1)?.name;
  if (!newest) {
    throw new AppError(
      "unavailable",
      "The database has no migrations: there is nothing to compare. `deno task migrate up` makes them.",
    );
  }
  return { ...await compareWith(url, newest), newest, pending: state.pending };
}

async function compareWith(url: string, newest: string): Promise<Comparison & { source: Source }> {
  const live = await readCatalogue(url);
  const { catalogue, source } = await expectedCatalogue(url, newest, live.owner);
  return { ...compare(live, catalogue), source };
}

/**
 * Marks the migrations up to the named one as applied without running them, and takes the file of an
 * applied one as it is now; returns the names. Throws "conflict" when the schema is not what they make,
 * unless `anyway`.
 */
export async function stamp(url: string, words: string, anyway: boolean): Promise<string[]> {
  const name = migrationNamed(words);
  const { applied, edited } = await migrationState(url);
  const newest = [name, ...applied.map((row) => row.name)].sort().at(-1)!;
  if (!anyway) refuseDifferences((await compareWith(url, newest)).differences);
  const has = new Set(applied.map((row) => row.name));
  const files = migrationFiles().filter((file) =>
    file.name <= name && !has.has(file.name) || file.name === name && edited.includes(name)
  );
  await markAll(url, files);
  return files.map((file) => file.name);
}

function refuseDifferences(differences: Comparison["differences"]): void {
  if (differences.length === 0) return;
  const lines = differences.map(({ words }) => `  ${words}`).join("\n");
  throw new AppError(
    "conflict",
    `The schema is not what these migrations make:\n${lines}\nNothing was changed. ` +
      "`--anyway` marks them as applied all the same.",
  );
}

async function markAll(url: string, files: Parameters<typeof mark>[1][]): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    await sql.begin(async (tx) => {
      await makeList(tx);
      for (const file of files) await mark(tx, file);
    });
  } finally {
    await sql.end();
  }
}
