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
  const row = async (site: string) => {
    const [found] = await database.owner`select * from sites where site_uuid = ${site}`;
    return found!;
  };
  const edit = (site: string, changes: Record<string, unknown>) =>
    inScope(
      database,
      cast.alice,
      (sql) => sql`select app.edit_site(${site}::uuid, ${sql.json(changes)}::jsonb, null) as done`,
    );

  for (const column of ["active", "client_uuid", "ml_model_uuid", "ml_id", "site_uuid"]) {
    it(`do not reach its ${column}`, async () => {
      const before = await row(plant);
      await edit(plant, { [column]: null });
      assert.deepEqual({ ...await row(plant), version: 0 }, { ...before, version: 0 });
      await assert.rejects(asAlice(`update sites set ${column} = null`), { code: "42501" });
    });
  }

  it("reach every column that describes it, and empty what is null", async () => {
    const site = await asAlice(`select app.create_site('{"client_site_name": "New"}') as uuid`);
    const [{ uuid }] = site as unknown as [{ uuid: string }];
    const changes = {
      client_site_id: 7,
      client_site_name: null,
      country: "in",
      region: "R",
      dno: "D",
      gsp: "G",
      asset_type: "wind",
      orientation: 1,
      tilt: 2,
      latitude: 3,
      longitude: 4,
      capacity_kw: 5,
      inverter_capacity_kw: 6,
      module_capacity_kw: null,
      altitude_m: 8,
      time_zone: "UTC",
      note: "N",
    };
    assert.deepEqual([...await edit(uuid, changes)], [{ done: "updated" }]);
    const { version, ...after } = await row(uuid);
    assert.deepEqual({ ...after, ...changes }, after);
    assert.equal(version, 2);
    assert.deepEqual([...await edit(uuid, {})], [{ done: "updated" }]);
    assert.equal((await row(uuid)).version, 2);
  });

  it("do not reach making or deleting it past the functions", async () => {
    const insert = "insert into sites (client_site_name, ml_id) values ('Mine', 1)";
    await assert.rejects(asAlice(insert), { code: "42501" });
    await assert.rejects(asAlice("delete from sites"), { code: "42501" });
  });

  it("end at their own group's sites", async () => {
    const before = await row(turbine);
    assert.deepEqual([...await edit(turbine, { region: "Ours" })], [{ done: "not found" }]);
    assert.deepEqual([...await edit(crypto.randomUUID(), {})], [{ done: "not found" }]);
    assert.deepEqual(await row(turbine), before);
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
