import { createHash } from "node:crypto";
import { join } from "node:path";
import { AppError } from "../../domain/errors.ts";

/** Where the migrations of this program are. */
export const MIGRATIONS = join(import.meta.dirname!, "../migrations");

export interface MigrationFile {
  name: string;
  /** Of the module's text and of its SQL files, whatever the line ends. */
  sha256: string;
}

/** Returns the migrations in a folder, oldest first: `NNNNN-topic.ts`, with SQL in `NNNNN-topic/`. */
export function migrationNames(folder = MIGRATIONS): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ts")).sort();
}

/** Returns the same with their hashes. */
export function migrationFiles(folder = MIGRATIONS): MigrationFile[] {
  return migrationNames(folder).map((name) => ({ name, sha256: hashOf(folder, name) }));
}

function hashOf(folder: string, name: string): string {
  const sqlFolder = join(folder, name.replace(/\.ts$/, ""));
  const files = [join(folder, name), ...sqlFiles(sqlFolder)];
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(Deno.readTextFileSync(file).replaceAll("\r\n", "\n") + "\0");
  }
  return hash.digest("hex");
}

function sqlFiles(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Returns the version of this program, as deno.json has it. */
export function programVersion(): string {
  return JSON.parse(Deno.readTextFileSync(join(import.meta.dirname!, "../../deno.json"))).version;
}

/**
 * Returns the name of the migration that a person means: its name, its name without `.ts`, or its
 * number. Throws "invalid" when there is none.
 */
export function migrationNamed(words: string, names = migrationNames()): string {
  const found = names.filter((name) =>
    name === words || name === `${words}.ts` || name.split("-")[0] === words
  );
  if (found.length === 1) return found[0]!;
  throw new AppError("invalid", `There is no migration ${words}. The newest is ${names.at(-1)}.`);
}
