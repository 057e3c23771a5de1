import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { plant, turbine } = cast.sites;

const asAlice = (text: string) => inScope(database, cast.alice, (sql) => sql(statement(text)));

describe("the rights of members over a site", () => {
  for (const column of ["active", "client_uuid", "ml_model_uuid", "ml_id", "version"]) {
    it(`do not reach its ${column}`, async () => {
      await assert.rejects(asAlice(`update sites set ${column} = null`), { code: "42501" });
    });
  }

  it("do not reach making or deleting it past the functions", async () => {
    const insert = "insert into sites (client_site_name, ml_id) values ('Mine', 1)";
    await assert.rejects(asAlice(insert), { code: "42501" });
    await assert.rejects(asAlice("delete from sites"), { code: "42501" });
  });

  it("end at their own group's sites", async () => {
    await asAlice("update sites set region = 'Ours'");
    const rows = await database.owner`select site_uuid from sites where region = 'Ours'`;
    assert.deepEqual(rows.map(({ site_uuid }) => site_uuid).includes(turbine), false);
    assert.equal(rows.length, 2);
  });

  it("give the edits of a site numbers that nobody chooses", async () => {
    const [before] = await database.owner`select version from sites where site_uuid = ${plant}`;
    await database.owner`update sites set version = 900, tilt = 4 where site_uuid = ${plant}`;
    const [after] = await database.owner`select version from sites where site_uuid = ${plant}`;
    assert.equal(after!.version, before!.version + 1);
  });
});

describe("two edits at once", () => {
  const version = async () =>
    (await inScope(database, cast.alice, (sql) => sites.find(sql, plant)))!.version;

  it("of one version: one is written, the other learns of it", async () => {
    const read = await version();
    const done = await Promise.all(
      [1, 2, 3].map((tilt) =>
        inScope(database, cast.alice, (sql) => sites.update(sql, plant, { tilt }, read))
      ),
    );
    assert.deepEqual(done.sort(), ["changed meanwhile", "changed meanwhile", "updated"]);
    assert.equal(await version(), read + 1);
  });

  it("without a version keep each other's columns", async () => {
    await Promise.all([
      inScope(database, cast.alice, (sql) => sites.update(sql, plant, { tilt: 41 })),
      inScope(database, cast.bob, (sql) => sites.update(sql, plant, { region: "Both" })),
      withAdminScope(
        database.requests,
        cast.ada,
        { readOnly: false },
        (sql) => sites.update(sql, plant, { altitude_m: 12 }),
      ),
    ]);
    const site = await inScope(database, cast.alice, (sql) => sites.find(sql, plant));
    assert.deepEqual([site!.tilt, site!.region, site!.altitude_m], [41, "Both", 12]);
  });
});
