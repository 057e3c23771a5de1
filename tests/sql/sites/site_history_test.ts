import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { changesOf } from "../../../domain/sites/site_history.ts";
import * as siteHistory from "../../../sql/sites/site_history.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Person } from "../../support/cast.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { plant } = cast.sites;
const history = (person: Person, options = {}) =>
  inScope(database, person, (sql) => siteHistory.list(sql, plant, options));
const edit = (person: Person, tilt: number) =>
  inScope(database, person, (sql) => sites.update(sql, plant, { tilt }));

describe("the history of a site", () => {
  it("tells who, by which door, and what, newest first", async () => {
    await edit(cast.bob, 11);
    await edit({ ...cast.bob, through: "api" }, 12);
    await database.owner`update sites set tilt = 13 where site_uuid = ${plant}`;
    const [bySql, byApi, byForm, made] = await history(cast.alice);
    assert.deepEqual([bySql!.who, bySql!.email, bySql!.changed_through], [null, null, null]);
    assert.ok(bySql!.database_role);
    assert.deepEqual([byApi!.email, byApi!.changed_through], [cast.bob.email, "api"]);
    assert.deepEqual([byForm!.who, byForm!.changed_through], ["own", "form"]);
    assert.deepEqual(changesOf(byForm!), [{ column: "tilt", before: 2, after: 11 }]);
    assert.equal(made!.operation_type, "INSERT");
    assert.match(made!.created_utc!, /Z$/);
  });

  it("names no stranger and no admin to a member, and everybody to an admin", async () => {
    await database.owner`insert into site_group_sites (site_group_uuid, site_uuid)
      values (${cast.charlie.site_group_uuid}, ${plant})`;
    await edit(cast.charlie, 21);
    await edit(cast.ada, 22);
    const who = async (person: Person) =>
      (await history(person)).slice(0, 2).map(({ who, email }) => [who, email]);
    assert.deepEqual(await who(cast.alice), [["admin", null], ["other", null]]);
    assert.deepEqual(await who(cast.ada), [["own", cast.ada.email], [
      "other",
      cast.charlie.email,
    ]]);
    await database.owner`delete from site_group_sites
      where site_group_uuid = ${cast.charlie.site_group_uuid} and site_uuid = ${plant}`;
    assert.equal((await history(cast.charlie)).length, 0);
  });

  it("comes in pages, with one more than a page when there is a next", async () => {
    const all = await history(cast.alice);
    const uuids = async (offset: number) =>
      (await history(cast.alice, { limit: 2, offset })).map((entry) => entry.site_history_uuid);
    assert.deepEqual(
      await uuids(0),
      all.slice(0, 3).map(({ site_history_uuid }) => site_history_uuid),
    );
    assert.deepEqual(await uuids(all.length), []);
  });
});
