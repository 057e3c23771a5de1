import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { knownMigrations, migrateDown, migrateUp } from "../../../db/migrate.ts";
import { LAST_SQUASHED } from "../../../db/toolkit/before_squash.ts";
import { DERIVED } from "../../support/all_rows.ts";
import { dropDatabase, emptyDatabase } from "../../support/database.ts";
import { steppedMigrations } from "../../support/stepped_migrations.ts";
import { SMALL_INSTALLATION } from "../../support/small_installation.ts";

const LATER = steppedMigrations().filter((name) => name > LAST_SQUASHED);

type Rows = Record<string, unknown>[];

let url: string;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  url = await emptyDatabase();
  await migrateUp(url, { to: LAST_SQUASHED });
  sql = connect(url, { max: 1 });
  await sql.unsafe(SMALL_INSTALLATION);
  await migrateUp(url, { to: previous(LATER[0]!) });
});
afterAll(async () => {
  await sql.end();
  await dropDatabase(url);
});

/** Returns the rows of each table that people or programs write. */
async function rowsByTable(): Promise<Map<string, Rows>> {
  const tables = await sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const found = new Map<string, Rows>();
  for (const { name } of tables) {
    if (DERIVED.has(name) || name === "app.migrations") continue;
    const rows = await sql<{ row: Rows[number] }[]>`
      select to_jsonb(t) as row from ${sql(name)} t order by t::text`;
    found.set(name, rows.map(({ row }) => row));
  }
  return found;
}

/** Returns the rows as lines of text, each with the columns that the same table has in `other`. */
function lines(rows: Map<string, Rows>, other: Map<string, Rows>): string[] {
  return [...rows].flatMap(([table, own]) => {
    const columns = Object.keys(other.get(table)?.[0] ?? {});
    return own.map((row) => {
      const kept = Object.entries(row).filter(([column]) => columns.includes(column)).sort();
      return `${table} ${JSON.stringify(kept)}`;
    });
  }).sort();
}

async function keepsRows(step: () => Promise<string[]>, name: string): Promise<void> {
  const before = await rowsByTable();
  assert.ok([...before.values()].flat().length > 7);
  assert.deepEqual(await step(), [name]);
  const after = await rowsByTable();
  assert.deepEqual(lines(after, before), lines(before, after));
}

describe("a migration on a database with rows", () => {
  for (const name of LATER) {
    it(`keeps them: ${name}`, () => keepsRows(() => migrateUp(url, { to: name }), name));
  }

  for (const name of LATER.toReversed()) {
    it(`keeps them on the way back: ${name}`, () =>
      keepsRows(() => migrateDown(url, { to: previous(name), yes: true }), name));
  }
});

const previous = (name: string) => knownMigrations()[knownMigrations().indexOf(name) - 1]!;
