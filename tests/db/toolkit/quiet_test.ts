import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Catalogue, readCatalogue } from "../../../db/toolkit/catalogue.ts";
import { compare } from "../../../db/toolkit/compare.ts";
import { fromSnapshot, toSnapshot } from "../../../db/toolkit/snapshot.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

let database: TestDatabase;
let expected: Catalogue;

beforeAll(async () => {
  database = await testDatabase();
  expected = await readCatalogue(database.url);
});
afterAll(() => database.drop());

const look = async (to = expected) => compare(await readCatalogue(database.url), to);

describe("a database that is used", () => {
  it("differs in nothing after months of days, of which some were dropped", async () => {
    const { owner } = database;
    await owner`select app.make_days('2026-01-01', '2026-03-31')`;
    await owner`drop table forecast_values_20260101, forecast_values_20260102`;
    await owner`analyze`;
    assert.deepEqual(await look(), { differences: [], foreign: [], steps: [] });
  });

  it("differs in nothing from a snapshot, whoever owns it", async () => {
    const snapshot = toSnapshot(expected);
    const owners = new Set(
      fromSnapshot(snapshot, "somebody").facts.edges.filter(({ kind }) => kind === "owner")
        .map(({ to }) => "name" in to && to.name),
    );
    assert.deepEqual([...owners], ["somebody"]);
    const { differences, steps } = await look(fromSnapshot(snapshot, expected.owner));
    assert.deepEqual([differences, steps], [[], []]);
  });

  it("may hold what is not ours, which is named apart", async () => {
    const role = `analyst_${crypto.randomUUID().slice(0, 8)}`;
    await database.owner.unsafe(`
      create role ${role} login password 'theirs';
      grant sitecast_sdk to ${role};
      create schema theirs;
      create table theirs.notes (n int);
      create table alembic_version (version_num varchar(32) primary key);
      create table location_sql (id serial primary key, site_uuid uuid references sites);
      create view busy as select site_uuid from sites;
      grant select on busy to ${role};
      create function twice(a int) returns int language sql as 'select 2 * a'`);
    try {
      assert.deepEqual(await look(), {
        differences: [],
        foreign: [
          "function twice",
          "schema theirs",
          "sequence location_sql_id_seq",
          "table alembic_version",
          "table location_sql",
          "view busy",
        ],
        steps: [],
      });
    } finally {
      await database.owner.unsafe(`drop view busy; drop role ${role}`);
    }
  });
});
