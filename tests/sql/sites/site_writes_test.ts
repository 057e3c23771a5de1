import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { type Person, PLANT } from "../../support/cast.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

const find = (person: Person, uuid: string) =>
  inScope(database, person, (sql) => sites.find(sql, uuid));
const makeSite = (client_site_name: string) =>
  demo.makeSite(database.owner, cast.charlie.site_group_uuid, { client_site_name });

describe("an edit of a site", () => {
  const update = (...[uuid, changes, version]: [string, object, number?]) =>
    inScope(database, cast.charlie, (sql) => sites.update(sql, uuid, changes, version));

  it("writes exactly what it has, NULL for null, beside NaN and infinity of other writers", async () => {
    const uuid = await makeSite("Edited");
    await database.owner`update sites set capacity_kw = 'NaN', latitude = 'infinity', region = 'X'
      where site_uuid = ${uuid}`;
    const before = (await find(cast.charlie, uuid))!;
    assert.equal(
      await update(uuid, { tilt: 12.5, region: null, asset_type: "wind" }),
      "updated",
    );
    const expected = {
      tilt: 12.5,
      region: null,
      asset_type: "wind",
      version: before.version + 1,
    };
    assert.deepEqual(await find(cast.charlie, uuid), { ...before, ...expected });
  });

  it("that has nothing writes nothing, not even history", async () => {
    const uuid = await makeSite("Still");
    assert.equal(await update(uuid, {}, 1), "updated");
    assert.equal((await find(cast.charlie, uuid))!.version, 1);
    assert.equal(await update(uuid, {}, 2), "changed meanwhile");
  });

  it("of an older version or of a stranger's site is none", async () => {
    const uuid = await makeSite("Old");
    assert.equal(await update(uuid, { tilt: 1 }, 1), "updated");
    assert.equal(await update(uuid, { tilt: 2 }, 1), "changed meanwhile");
    assert.equal((await find(cast.charlie, uuid))!.tilt, 1);
    assert.equal(await update(cast.sites.plant, { tilt: 1 }), "not found");
    assert.equal(await update(crypto.randomUUID(), { tilt: 1 }), "not found");
  });
});

describe("a site that a member makes", () => {
  it("is its group's and the admins', named by who made it", async () => {
    const site = {
      client_site_name: "Made",
      capacity_kw: 4,
      latitude: 1,
      longitude: 2,
      asset_type: "pv",
      orientation: 180,
      tilt: 35,
      country: "uk",
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
    } as const;
    const uuid = await inScope(database, cast.charlie, (sql) => sites.create(sql, site));
    for (
      const [person, sees] of [[cast.charlie, true], [cast.ada, true], [cast.bob, false]] as const
    ) {
      assert.equal(await find(person, uuid) !== undefined, sees);
    }
    const [entry] = await database
      .owner`select changed_by from sites_history where site_uuid = ${uuid}`;
    assert.equal(entry!.changed_by, cast.charlie.user_uuid);
  });
});

describe("the sites of one number", () => {
  it("are those of one's own group, without the site itself", async () => {
    const names = async (person: Person, number: number | null) =>
      (await inScope(database, person, (sql) => sites.namesakes(sql, cast.sites.bare, number)))
        .map(({ client_site_name }) => client_site_name);
    assert.deepEqual(await names(cast.alice, 7), [PLANT.client_site_name]);
    assert.deepEqual(await names(cast.alice, 8), []);
    assert.deepEqual(await names(cast.alice, null), []);
    assert.deepEqual(await names(cast.charlie, 7), []);
  });
});

describe("a site that a group leaves", () => {
  const leave = (person: Person, uuid: string) =>
    inScope(database, person, (sql) => sites.leave(sql, uuid));

  it("becomes inactive with the last ordinary group", async () => {
    const uuid = await makeSite("Left");
    await database.owner`insert into site_group_sites (site_group_uuid, site_uuid)
      values (${cast.alice.site_group_uuid}, ${uuid})`;
    assert.equal(await leave(cast.alice, uuid), false);
    assert.equal(await find(cast.alice, uuid), undefined);
    assert.equal(await leave(cast.charlie, uuid), true);
    const gone = await find(cast.ada, uuid);
    assert.equal(gone!.active, false);
  });

  it("is not one that it does not have, and never an admin group's", async () => {
    await assert.rejects(leave(cast.charlie, cast.sites.plant), { code: "P0002" });
    await assert.rejects(leave(cast.ada, cast.sites.plant), { code: "SC409" });
  });
});
