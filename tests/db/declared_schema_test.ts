import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import postgres from "postgres";
import { connect } from "../../db/client.ts";
import { applySchema } from "../../db/schema.ts";
import { schemaDocument } from "../../db/schema_document.ts";
import { catalogue } from "../support/catalogue.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { ownDatabase } from "../support/setup.ts";

const migrated = await ownDatabase();
let declared: postgres.Sql;
let url: string;

beforeAll(async () => {
  url = await emptyDatabase();
  declared = connect(url, { max: 1 });
  await declared`create schema app`;
  await applySchema(declared);
});
afterAll(async () => {
  await declared.end();
  await dropDatabase(url);
});

const isOfTheRunner = (line: string) => line.includes("app.migrations") || /,migrations/.test(line);

async function names(query: string): Promise<string[]> {
  const rows = await declared.unsafe<{ name: string }[]>(query);
  return rows.map(({ name }) => name);
}

describe("the declared schema", () => {
  it("is what the migrations make", async () => {
    const made = (await catalogue(migrated.owner)).filter((line) => !isOfTheRunner(line));
    assert.ok(made.length > 800, `the catalogue has only ${made.length} lines`);
    assert.deepEqual(made, await catalogue(declared));
  });

  it("has a comment on each table, column, function and type", async () => {
    const silent = await names(`
      with ours as (select oid, relname from pg_class
        where relnamespace in ('app'::regnamespace, 'public'::regnamespace)
          and relkind in ('r', 'p') and not relispartition)
      select relname as name from ours where obj_description(oid, 'pg_class') is null
      union all
      select relname || '.' || attname from ours join pg_attribute on attrelid = ours.oid
      where attnum > 0 and not attisdropped and col_description(attrelid, attnum) is null
      union all
      select p.oid::regprocedure::text from pg_proc p
      where pronamespace = 'app'::regnamespace and obj_description(p.oid, 'pg_proc') is null
      union all
      select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'
        and obj_description(oid, 'pg_type') is null`);
    assert.deepEqual(silent, []);
  });

  it("says of each function who calls it and what it locks", async () => {
    const vague = await names(`
      select proname as name from pg_proc where pronamespace = 'app'::regnamespace
        and obj_description(oid, 'pg_proc') !~ 'Caller: .*Lock: '`);
    assert.deepEqual(vague, []);
  });

  it("has functions whose bodies PostgreSQL understands once everything is there", async () => {
    const functions = await declared<{ text: string }[]>`
      select pg_get_functiondef(oid) as text from pg_proc
      where pronamespace = 'app'::regnamespace`;
    for (const { text } of functions) await declared.unsafe(text);
  });

  it("is what docs/schema.md shows: after a change, run deno task docs:schema", async () => {
    const written = await Deno.readTextFile(`${import.meta.dirname}/../../docs/schema.md`);
    const words = (text: string) => text.split(/\s+/);
    assert.deepEqual(words(written), words(await schemaDocument(migrated.owner)));
  });

  it("keeps each object in the file of its name", async () => {
    const objects = await names(`
      select 'tables/' || relname as name from pg_class
      where relnamespace in ('app'::regnamespace, 'public'::regnamespace)
        and relkind in ('r', 'p') and not relispartition
      union all
      select 'views/' || relname from pg_class
      where relnamespace in ('app'::regnamespace, 'public'::regnamespace) and relkind = 'v'
      union all
      select 'functions/' || proname from pg_proc where pronamespace = 'app'::regnamespace`);
    assert.deepEqual(await files(), objects.toSorted());
  });
});

async function files(): Promise<string[]> {
  const root = `${import.meta.dirname}/../../db/schema`;
  const found: string[] = [];
  for (const kind of ["tables", "functions", "views"]) {
    for await (const noun of Deno.readDir(`${root}/${kind}`)) {
      for await (const { name } of Deno.readDir(`${root}/${kind}/${noun.name}`)) {
        found.push(`${kind}/${name.replace(/\.sql$/, "")}`);
      }
    }
  }
  return found.sort();
}
