import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { type Catalogue, readCatalogue } from "../../../db/toolkit/catalogue.ts";
import { between, compare } from "../../../db/toolkit/compare.ts";
import { catalogue } from "../../support/catalogue.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { everyWay } from "../../support/every_way.ts";
import { type Change, CHANGES } from "./changes.ts";

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

const owned = (text: string) => text.replace("OWNER", expected.owner);

/** Applies changes, finds them by name, and brings them back. Returns the schema with the changes. */
async function finds(changes: Change[]): Promise<Catalogue> {
  await run(...changes.map(({ sql }) => sql));
  const live = await readCatalogue(database.url);
  const { differences, steps } = compare(live, expected);
  assert.deepEqual(
    differences.map(({ words }) => words).sort(),
    changes.flatMap(({ words }) => words.map(owned)).sort(),
  );
  assert.equal(steps.some((step) => step.losesData), changes.some((change) => change.losesData));
  await run(...steps.map((step) => step.sql), "drop table if exists leak");
  assert.deepEqual(await schema(), before);
  return live;
}

// Changes of the same object are in different rounds.
const ROUNDS = 4;

if (everyWay) {
  describe("a change by hand is found by name and brought back, and the other way:", () => {
    for (const change of CHANGES) {
      it(change.title, async () => {
        const live = await finds([change]);
        if (live.unseen.length) return;
        await run(...between(expected, live).steps.map((step) => step.sql));
        assert.notDeepEqual(await schema(), before);
        await run(...between(live, expected).steps.map((step) => step.sql));
        assert.deepEqual(await schema(), before);
      });
    }
  });
} else {
  describe("changes by hand are found by name and brought back:", () => {
    for (let round = 0; round < ROUNDS; round++) {
      const changes = CHANGES.filter((_, at) => at % ROUNDS === round);
      it(changes.map(({ title }) => title).join(", "), async () => {
        await finds(changes);
      });
    }
  });
}
