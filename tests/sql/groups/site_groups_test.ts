import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope } from "../../../db/scope.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as groupMembers from "../../../sql/groups/members.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

function asAda<T>(work: (sql: AdminSql) => Promise<T>): Promise<T> {
  return withAdminScope(database.requests, cast.ada, { readOnly: false }, work);
}

const newName = () => `Group ${crypto.randomUUID()}`;

describe("groups to choose from", () => {
  it("are all there are, by name whatever its case, those without one last", async () => {
    await asAda(async (sql) => {
      await siteGroups.insert(sql, { site_group_name: "abc" });
      await siteGroups.insert(sql, { site_group_name: "Abd" });
    });
    await database.owner`insert into site_groups (site_group_name) values (null)`;
    const all = await asAda((sql) => siteGroups.all(sql));
    assert.deepEqual(all.map(({ site_group_name }) => site_group_name), [
      "abc",
      "Abd",
      "Hills",
      "ocf",
      "Roofs",
      null,
    ]);
    assert.deepEqual(all.filter(({ is_admin }) => is_admin).length, 1);
  });
});

describe("a group that is made", () => {
  it("is found with what it has; a name that is taken makes none, whatever else is done", async () => {
    const site_group_name = newName();
    await asAda(async (sql) => {
      const made = await siteGroups.insert(sql, { site_group_name, service_level: 1 });
      const { created_utc, ...group } = (await siteGroups.find(sql, made!))!;
      assert.match(created_utc!, /Z$/);
      assert.deepEqual(group, {
        site_group_uuid: made,
        site_group_name,
        is_admin: false,
        service_level: 1,
        members: 0,
        deactivated: 0,
        sites: 0,
        capacity_kw: 0,
        with_capacity: 0,
        last_seen_utc: null,
        version: 1,
      });
      assert.equal(await siteGroups.insert(sql, { site_group_name }), undefined);
      assert.equal(await siteGroups.find(sql, crypto.randomUUID()), undefined);
      const upper = site_group_name.toUpperCase();
      assert.ok(await siteGroups.insert(sql, { site_group_name: upper }), "names are exact");
    });
  });

  it("is changed by what is given, and not to another group's name", async () => {
    await asAda(async (sql) => {
      const [one, other] = [newName(), newName()];
      const made = (await siteGroups.insert(sql, { site_group_name: one }))!;
      await siteGroups.insert(sql, { site_group_name: other });
      const change = (fields: Parameters<typeof siteGroups.update>[2]) =>
        siteGroups.update(sql, made, fields);
      assert.equal(await change({ site_group_name: other, service_level: 1 }), false);
      assert.equal((await siteGroups.find(sql, made))!.service_level, 0);
      assert.equal(await change({ site_group_name: one }), true);
      assert.equal(await change({ service_level: 1 }), true);
      assert.equal(await change({}), true);
      const { site_group_name, service_level } = (await siteGroups.find(sql, made))!;
      assert.deepEqual([site_group_name, service_level], [one, 1]);
    });
  });
});

describe("members and sites of a group", () => {
  it("come page by page, one row more than asked for", async () => {
    await asAda(async (sql) => {
      const { alice: { site_group_uuid }, sites } = cast;
      const people = await groupMembers.list(sql, site_group_uuid, { limit: 1, offset: 0 });
      assert.deepEqual(people.map(({ email }) => email), [cast.alice.email, cast.bob.email]);
      const [bob] = await groupMembers.list(sql, site_group_uuid, { limit: 1, offset: 1 });
      assert.equal(bob!.email, cast.bob.email);
      const page = { limit: 1, offset: 0 };
      const own = await groupSites.list(sql, site_group_uuid, { ...page, of: "group" });
      assert.deepEqual(own.map(({ site_uuid }) => site_uuid), [sites.plant, sites.bare]);
      const others = await groupSites.list(sql, site_group_uuid, { ...page, of: "others" });
      assert.deepEqual(others.map(({ site_uuid }) => site_uuid), [sites.turbine]);
    });
  });

  it("tells what a text means, once for each site", async () => {
    const { alice: { site_group_uuid }, charlie, sites } = cast;
    const seven = await demo.makeSite(database.owner, charlie.site_group_uuid, {
      client_site_name: "7",
    });
    const texts = ["7", "TURBINE", sites.plant.toUpperCase(), "none", "%", ""];
    const meant = await asAda((sql) => groupSites.meantBy(sql, site_group_uuid, texts));
    const told = meant.map(({ text, site_uuid, in_group }) => [text, site_uuid, in_group]);
    assert.deepEqual(
      told.sort(),
      [
        ["7", seven, false],
        ["7", sites.plant, true],
        ["TURBINE", sites.turbine, false],
        [sites.plant.toUpperCase(), sites.plant, true],
      ].sort(),
    );
  });

  it("tells beforehand what becomes of sites that leave", async () => {
    const { alice, sites: { plant, bare, turbine } } = cast;
    const fate = (sites: string[] | "all") =>
      asAda(async (sql) => {
        const leaving = await groupSites.leaving(sql, alice.site_group_uuid, sites);
        return leaving.map(({ site_uuid, becomes_inactive }) => [site_uuid, becomes_inactive]);
      });
    assert.deepEqual(await fate([plant, turbine]), [[plant, true]]);
    await database.owner`update sites set active = false where site_uuid = ${plant}`;
    assert.deepEqual(await fate("all"), [[plant, false], [bare, true]]);
    assert.deepEqual(await fate([]), []);
  });
});
