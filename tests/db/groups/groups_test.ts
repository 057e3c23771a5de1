import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope } from "../../../db/scope.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { overlapping, refused } from "../../support/overlapping.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant, bare, turbine } = cast.sites;
let group: string;
let other: string;

const makeGroup = async (isAdmin = false) =>
  (await siteGroups.findOrMake(owner, crypto.randomUUID(), isAdmin)).site_group_uuid;

beforeEach(async () => {
  [group, other] = [await makeGroup(), await makeGroup()];
});

function asAda<T>(work: (sql: AdminSql) => Promise<T>): Promise<T> {
  return withAdminScope(database.requests, cast.ada, { readOnly: false }, work);
}

/** Returns the result of a function of the schema app, called as ada. */
const link = (to: string, sites: (string | null)[]) =>
  asAda(async (sql) => {
    const [row] = await sql`select app.link_sites(${to}, ${sites as string[]}::uuid[]) as linked`;
    return row!.linked as number;
  });
const unlink = (from: string, sites: string[]) =>
  asAda(async (sql) => {
    const [row] = await sql`select * from app.unlink_sites(${from}, ${sites}::uuid[])`;
    return row!;
  });
const mark = (groupUuid: string, asAdmin: boolean) =>
  asAda(async (sql) => void await sql`select app.mark_group(${groupUuid}, ${asAdmin})`);
const deleteGroup = (groupUuid: string) =>
  asAda(async (sql) => {
    const [row] = await sql`select app.delete_group(${groupUuid}) as deactivated`;
    return row!.deactivated as number;
  });

async function sitesOf(groupUuid: string): Promise<string[]> {
  const rows = await owner`
    select site_uuid from site_group_sites where site_group_uuid = ${groupUuid}`;
  return rows.map(({ site_uuid }) => site_uuid).sort();
}

async function isActive(site: string): Promise<boolean | null> {
  const [row] = await owner`select active from sites where site_uuid = ${site}`;
  return row!.active;
}

async function isAdminGroup(groupUuid: string): Promise<boolean> {
  const [row] = await owner`
    select is_admin from site_groups where site_group_uuid = ${groupUuid}`;
  return row!.is_admin;
}

async function addUser(groupUuid: string): Promise<string> {
  const [user] = await owner`
    insert into users (email, site_group_uuid)
    values (${`${crypto.randomUUID()}@example.org`}, ${groupUuid}) returning user_uuid`;
  return user!.user_uuid;
}

const makeSite = (groupUuid = group) => demo.makeSite(owner, groupUuid, {});

describe("linking sites to a group", () => {
  it("answers how many are new, each counted once", async () => {
    assert.equal(await link(group, [plant, plant, bare]), 2);
    assert.equal(await link(group, [plant, turbine]), 1);
    assert.equal(await link(group, []), 0);
    assert.deepEqual(await sitesOf(group), [plant, bare, turbine].sort());
  });

  it("links none when one is unknown or missing, or when the group is", async () => {
    for (const wrong of [crypto.randomUUID(), null]) {
      await assert.rejects(link(group, [plant, wrong]), { code: "P0002" });
    }
    await assert.rejects(link(crypto.randomUUID(), [plant]), { code: "P0002" });
    assert.deepEqual(await sitesOf(group), []);
  });

  it("is done at once by two who bring the same sites in another order", async () => {
    const sites = await Promise.all(Array.from({ length: 20 }, () => makeSite(other)));
    const turns = [sites, sites.toReversed(), sites, sites.toReversed()];
    const linked = await Promise.all(turns.map((some) => link(group, some)));
    assert.equal(linked.reduce((sum, count) => sum + count), 20);
  });

  it("waits for the group to be deleted, and finds none then", async () => {
    const result = await overlapping(
      owner,
      (tx) => tx`select app.delete_group(${group})`,
      () => link(group, [plant]),
    );
    refused(result, "P0002");
  });
});

describe("taking sites out of a group", () => {
  it("makes those inactive that are in no ordinary group any more: an admin group does not count", async () => {
    const [only, both] = [await makeSite(), await makeSite()];
    await link(other, [both]);
    assert.ok((await sitesOf(cast.ada.site_group_uuid)).includes(only));
    assert.deepEqual(await unlink(group, [only, both]), { removed: 2, deactivated: 1 });
    assert.deepEqual([await isActive(only), await isActive(both)], [false, true]);
    assert.deepEqual(await unlink(other, [both]), { removed: 1, deactivated: 1 });
    assert.equal(await isActive(both), false);
    assert.ok((await sitesOf(cast.ada.site_group_uuid)).includes(both));
  });

  it("counts a site without the flag as active, and one that is inactive not again", async () => {
    const [unknown, off] = [await makeSite(), await makeSite()];
    await owner`update sites set active = null where site_uuid = ${unknown}`;
    await owner`update sites set active = false where site_uuid = ${off}`;
    assert.deepEqual(await unlink(group, [unknown, off]), { removed: 2, deactivated: 1 });
  });

  it("is refused for an admin group and one that is not there", async () => {
    await assert.rejects(unlink(cast.ada.site_group_uuid, [plant]), {
      code: "SC409",
      message: "An admin group has every site: none can be removed from it.",
    });
    await assert.rejects(unlink(crypto.randomUUID(), [plant]), { code: "P0002" });
  });

  it("is kept in the site's history", async () => {
    const site = await makeSite();
    await unlink(group, [site]);
    const [last] = await owner`
      select changed_by, site_data ->> 'active' as active from sites_history
      where site_uuid = ${site} order by (site_data ->> 'version')::int desc limit 1`;
    assert.deepEqual({ ...last }, { changed_by: cast.ada.user_uuid, active: "false" });
  });
});

describe("a member", () => {
  const leave = (site: string, person = cast.charlie) =>
    inScope(database, person, async (sql) => {
      const [row] = await sql`select app.leave_site(${site}) as inactive`;
      return row!.inactive as boolean;
    });

  it("takes a site out of their own group alone", async () => {
    const { charlie } = cast;
    const [only, shared] = [
      await makeSite(charlie.site_group_uuid),
      await makeSite(charlie.site_group_uuid),
    ];
    await link(group, [shared]);
    assert.deepEqual([await leave(only), await leave(shared)], [true, false]);
    assert.deepEqual([await isActive(only), await isActive(shared)], [false, true]);
    assert.deepEqual(await sitesOf(group), [shared]);
    assert.ok(!(await sitesOf(charlie.site_group_uuid)).includes(shared));
  });

  it("takes no stranger's site out of anything", async () => {
    for (const site of [plant, crypto.randomUUID()]) {
      await assert.rejects(leave(site), { code: "P0002" });
    }
    assert.ok((await sitesOf(cast.alice.site_group_uuid)).includes(plant));
  });

  it("who is an admin takes none out of the admin group", async () => {
    await assert.rejects(leave(plant, cast.ada), { code: "SC409" });
  });

  it("calls none of the functions that are for admins", async () => {
    const own = cast.charlie.site_group_uuid;
    const calls = [
      (sql: AdminSql) => sql`select app.link_sites(${own}, ${[plant]}::uuid[])`,
      (sql: AdminSql) => sql`select app.unlink_sites(${own}, ${[turbine]}::uuid[])`,
      (sql: AdminSql) => sql`select app.mark_group(${own}, true)`,
      (sql: AdminSql) => sql`select app.delete_group(${group})`,
      (sql: AdminSql) => sql`select app.deactivate_orphans(${[turbine]}::uuid[])`,
      (sql: AdminSql) => sql`insert into site_groups (site_group_name) values ('Mine')`,
      (sql: AdminSql) =>
        sql`update site_groups set service_level = 1 where site_group_uuid = ${own}`,
    ];
    for (const call of calls) {
      const asked = inScope(
        database,
        cast.charlie,
        async (sql) => void await call(sql as unknown as AdminSql),
      );
      await assert.rejects(asked, { code: "42501" });
    }
  });
});

describe("the admin mark", () => {
  it("cannot be written by admins past its rule", async () => {
    const write = asAda(async (sql) =>
      void await sql`update site_groups set is_admin = true where site_group_uuid = ${group}`
    );
    await assert.rejects(write, { code: "42501" });
  });

  it("gives every site, and leaves them when it goes", async () => {
    const [all] = await owner`select count(*)::int as sites from sites`;
    await mark(group, true);
    await mark(group, true);
    assert.equal((await sitesOf(group)).length, all!.sites);
    await mark(group, false);
    assert.equal((await sitesOf(group)).length, all!.sites);
    await makeSite(other);
    assert.equal((await sitesOf(group)).length, all!.sites, "a later one does not come by itself");
  });

  it("stays with the last group that has an active user", async () => {
    const { ada } = cast;
    await mark(group, true);
    const asked = [
      () => mark(ada.site_group_uuid, false),
      async () => {
        await owner`
          update users set deactivated_utc = now() at time zone 'utc'
          where user_uuid = ${await addUser(group)}`;
        await mark(ada.site_group_uuid, false);
      },
    ];
    for (const ask of asked) await assert.rejects(ask(), { code: "SC409" });
    assert.ok(await isAdminGroup(ada.site_group_uuid));
    await assert.rejects(mark(crypto.randomUUID(), true), { code: "P0002" });
    await mark(group, false);
  });

  it("stays with one of two groups whose admins unmark each other at once", async () => {
    const ocf = cast.ada.site_group_uuid;
    await mark(group, true);
    await addUser(group);
    const result = await overlapping(
      owner,
      (tx) => tx`select app.mark_group(${ocf}, false)`,
      () => mark(group, false),
    );
    refused(result, "SC409");
    assert.deepEqual([await isAdminGroup(ocf), await isAdminGroup(group)], [false, true]);
    await owner`select app.mark_group(${ocf}, true)`;
    await mark(group, false);
  });
});

describe("deleting a group", () => {
  it("lets its sites go, and makes those inactive that are in no ordinary group any more", async () => {
    const [only, both] = [await makeSite(), await makeSite()];
    await link(other, [both]);
    assert.equal(await deleteGroup(group), 1);
    assert.deepEqual([await isActive(only), await isActive(both)], [false, true]);
    assert.deepEqual(await sitesOf(group), []);
    await assert.rejects(deleteGroup(group), { code: "P0002" });
  });

  it("is refused while it has users, active or not, with its name and UUID", async () => {
    const user = await addUser(group);
    await owner`
      update users set deactivated_utc = now() at time zone 'utc' where user_uuid = ${user}`;
    const [named] = await owner`
      select site_group_name from site_groups where site_group_uuid = ${group}`;
    const reason = (name: string) => ({
      code: "SC409",
      message: `Site group with name ${name} and site group uuid ${group} ` +
        "has users and cannot be deleted.",
    });
    await assert.rejects(deleteGroup(group), reason(named!.site_group_name));
    await owner`update site_groups set site_group_name = null where site_group_uuid = ${group}`;
    await assert.rejects(deleteGroup(group), reason("<NULL>"));
  });

  it("waits for a user who is being moved in, and is refused then", async () => {
    const user = await addUser(other);
    const result = await overlapping(
      owner,
      (tx) => tx`select app.move_user(${user}, ${group})`,
      () => deleteGroup(group),
    );
    refused(result, "SC409");
  });

  it("keeps out a user who is moved in meanwhile", async () => {
    const user = await addUser(other);
    const result = await overlapping(
      owner,
      (tx) => tx`select app.delete_group(${group})`,
      () => asAda(async (sql) => void await sql`select app.move_user(${user}, ${group})`),
    );
    refused(result, "23503");
    const [row] = await owner`select site_group_uuid from users where user_uuid = ${user}`;
    assert.equal(row!.site_group_uuid, other);
  });
});
