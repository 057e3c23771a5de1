import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { type Catalogue, readCatalogue } from "../../../db/toolkit/catalogue.ts";
import { between, compare } from "../../../db/toolkit/compare.ts";
import { catalogue } from "../../support/catalogue.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { everyWay } from "../../support/every_way.ts";
import { CHANGES } from "./changes.ts";

let database: TestDatabase;
let expected: Catalogue;
let before: string[];

beforeAll(async () => {
  database = await testDatabase();
  expected = await readCatalogue(database.url);
  before = await schema();
});
afterAll(() => database.drop());

async function run(...statements: string[]) {
  const sql = connect(database.url, { max: 1 });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** The schema as lines without what has no meaning: places of columns, order of grants and roles. */
async function schema(): Promise<string[]> {
  const lines = await catalogue(database.owner);
  const inOrder = (_: string, items: string) => `{${items.split(",").sort().join(",")}}`;
  return lines.map((line) =>
    line.replace(/^(\(column,[^,]+,)\d+/, "$1").replace(/\{([^{}]*)\}/g, inOrder)
  ).sort();
}

describe("a change by hand is found by name and brought back:", () => {
  for (const { title, sql, words, losesData } of CHANGES) {
    it(title, async () => {
      await run(sql);
      const after = await schema();
      const live = await readCatalogue(database.url);
      const found = compare(live, expected);
      const owner = (text: string) => text.replace("OWNER", expected.owner);
      assert.deepEqual(found.differences.map((difference) => difference.words), words.map(owner));
      assert.equal(found.steps.some((step) => step.losesData), losesData ?? false);
      await run(...found.steps.map((step) => step.sql), "drop table if exists leak");
      assert.deepEqual(await schema(), before);
      if (live.unseen.length || !everyWay) return;
      await run(...between(expected, live).steps.map((step) => step.sql));
      assert.deepEqual(await schema(), after);
      await run(...between(live, expected).steps.map((step) => step.sql));
      assert.deepEqual(await schema(), before);
    });
  }
});
