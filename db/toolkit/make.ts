import { join } from "node:path";
import postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";
import { migrateUp } from "../migrate.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { between, type Comparison } from "./compare.ts";
import { migrationNames, MIGRATIONS } from "./files.ts";
import { type Rename, renameStatements } from "./renames.ts";
import { withScratch } from "./scratch.ts";
import { stepText } from "./sql_text.ts";

/** Builds the declared schema in an empty database that has the schema `app`. */
export type Declared = (sql: postgres.Sql) => Promise<void>;

interface Options {
  /** Tables and columns with another name: what would be dropped and made again is kept. */
  renames?: Rename[];
  declared: Declared;
  folder?: string;
}

/** The statements of a migration. */
export interface Draft {
  up: string;
  down: string;
}

/**
 * Returns the migration that leads from what the migrations make to the declared schema, or undefined if
 * nothing differs. It has been tried: up gives the declared schema, down the former. `url` is that of a
 * login that may make databases. Throws "conflict" with what would still differ.
 */
export async function draftMigration(url: string, options: Options): Promise<Draft | undefined> {
  const { renames = [], declared, folder = MIGRATIONS } = options;
  const wanted = await withScratch(url, async (scratch) => {
    await run(scratch, ["create schema app"]);
    await withSql(scratch, declared);
    return await readCatalogue(scratch);
  });
  return await withScratch(url, async (scratch) => {
    await migrateUp(scratch, { folder });
    const former = await readCatalogue(scratch);
    const { there, back } = await withSql(scratch, (sql) => renameStatements(sql, renames));
    await run(scratch, there);
    const renamed = renames.length ? await readCatalogue(scratch) : former;
    const up = [...there, ...text(between(renamed, wanted), former.owner)];
    const down = [...text(between(wanted, renamed), former.owner), ...back];
    if (up.length === 0) return undefined;
    await run(scratch, up.slice(there.length));
    prove("up", await readCatalogue(scratch), wanted);
    await run(scratch, down);
    prove("down", await readCatalogue(scratch), former);
    return { up: document(up), down: document(down) };
  });
}

/** Writes a draft as the migration after the newest; returns the paths of its files. */
export async function writeMigration(
  { up, down }: Draft,
  topic: string,
  folder = MIGRATIONS,
): Promise<string[]> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(topic)) {
    throw new AppError(
      "invalid",
      "Name a migration in small letters, figures and hyphens: site-notes.",
    );
  }
  const number = Number(migrationNames(folder).at(-1)?.split("-")[0] ?? 0) + 1;
  const path = join(folder, `${String(number).padStart(5, "0")}-${topic}`);
  await Deno.mkdir(path);
  const files = { [`${path}.ts`]: MODULE, [`${path}/up.sql`]: up, [`${path}/down.sql`]: down };
  for (const [file, content] of Object.entries(files)) await Deno.writeTextFile(file, content);
  return Object.keys(files);
}

const MODULE = `import { sqlFiles } from "../sql_files.ts";

export const { up, down } = sqlFiles(import.meta.url);
`;

/** Returns the statements for the file; they do not name the owner, who differs by server. */
function text({ steps }: Pick<Comparison, "steps">, owner: string): string[] {
  const ofOwner = new RegExp(` for role "?${owner}"?(?= )`, "gi");
  return steps.map((step) => stepText({ ...step, sql: step.sql.replace(ofOwner, "") }));
}

const document = (statements: string[]) =>
  statements.map((statement) => `${statement.replace(/;?\s*$/, "")};\n`).join("\n");

function prove(direction: string, made: Catalogue, wanted: Catalogue): void {
  const { differences } = between(made, wanted);
  if (differences.length === 0) return;
  throw new AppError(
    "conflict",
    `No migration was written: after its ${direction} there would still be differences.\n` +
      differences.map(({ words }) => `  ${words}`).join("\n"),
  );
}

async function run(url: string, statements: string[]): Promise<void> {
  await withSql(url, (sql) =>
    sql.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
    }));
}

async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
