import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope, withScope } from "../../../db/scope.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as users from "../../../sql/users/users.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

describe("users", () => {
  it("are listed by e-mail with their group, its mark and whether they can sign in", async () => {
    await users.make(database.owner, "dora@example.org", cast.charlie.site_group_uuid);
    const listed = await users.list(database.owner);
    const shown = listed.map(({ email, site_group_name, is_admin, has_password }) =>
      [email, site_group_name, is_admin, has_password].join(" ")
    );
    assert.deepEqual(shown, [
      "ada@example.org ocf true true",
      "alice@example.org Roofs false true",
      "bob@example.org Roofs false true",
      "charlie@example.org Hills false true",
      "dora@example.org Hills false false",
    ]);
    assert.equal(listed[1]!.user_uuid, cast.alice.user_uuid);
  });

  it("are found by e-mail, whatever its case, the exact one first", async () => {
    assert.equal(await users.find(database.owner, "BOB@example.org"), cast.bob.user_uuid);
    assert.equal(await users.find(database.owner, "nobody@example.org"), undefined);
    const [twin] = await database.owner`
      insert into users (email, site_group_uuid)
      values ('BOB@example.org', ${cast.bob.site_group_uuid}) returning user_uuid`;
    assert.equal(await users.find(database.owner, "BOB@example.org"), twin!.user_uuid);
    assert.equal(await users.find(database.owner, "bob@example.org"), cast.bob.user_uuid);
    await database.owner`delete from users where user_uuid = ${twin!.user_uuid}`;
  });

  it("are made once for an e-mail, whatever its case, also by many at once", async () => {
    const group = cast.alice.site_group_uuid;
    const make = (email: string) => users.make(database.owner, email, group);
    assert.equal(await make("Alice@Example.org"), undefined);
    const made = await Promise.all(
      ["eve@example.org", "Eve@example.org", "EVE@EXAMPLE.ORG", "eve@example.org"].map(make),
    );
    assert.equal(made.filter(Boolean).length, 1);
  });
});

describe("users as admins see them", () => {
  const asAda = <T>(work: (sql: AdminSql) => Promise<T>) =>
    withAdminScope(database.requests, cast.ada, { readOnly: true }, work);

  it("are found by parts of e-mail, group and UUID, and by nothing across two of them", async () => {
    const found = async (search: string) =>
      (await asAda((sql) => users.search(sql, { search, limit: 10, offset: 0 })))
        .map(({ email }) => email?.split("@")[0]);
    assert.deepEqual(await found("LICE@"), ["alice"]);
    assert.deepEqual(await found("hill"), ["charlie", "dora"]);
    assert.deepEqual(await found(cast.bob.user_uuid), ["bob"]);
    for (const nobody of ["%", "_", "orgRoofs", "org Roofs", "'"]) {
      assert.deepEqual(await found(nobody), [], nobody);
    }
  });

  it("come with one more than the limit, by e-mail or by UUID", async () => {
    const emails = await asAda((sql) => users.search(sql, { search: "", limit: 1, offset: 1 }));
    assert.deepEqual(emails.map(({ email }) => email), ["alice@example.org", "bob@example.org"]);
    const all = await asAda((sql) => users.listAfter(sql, { search: "", limit: 50 }));
    const uuids = all.map(({ user_uuid }) => user_uuid);
    assert.deepEqual(uuids, uuids.toSorted());
    const after = await asAda((sql) =>
      users.listAfter(sql, { search: "", limit: 1, after: uuids[0] })
    );
    assert.deepEqual(after.map(({ user_uuid }) => user_uuid), uuids.slice(1, 3));
  });

  it("are seen by members as their own group's, whichever they ask for", async () => {
    const ask = (group: string) =>
      withScope(
        database.requests,
        cast.alice,
        { readOnly: true },
        (sql) => users.members(sql, group),
      );
    const own = await ask(cast.alice.site_group_uuid);
    assert.ok(own.some(({ user_uuid }) => user_uuid === cast.bob.user_uuid));
    assert.equal((await ask(cast.charlie.site_group_uuid)).length, 0);
  });
});

describe("site groups", () => {
  it("are made by name, and found as they are", async () => {
    const made = await siteGroups.findOrMake(database.owner, "Parks", false);
    assert.equal(made.site_group_name, "Parks");
    assert.deepEqual(await siteGroups.findOrMake(database.owner, "Parks", false), made);
    const differently = await siteGroups.findOrMake(database.owner, "parks", false);
    assert.notEqual(differently.site_group_uuid, made.site_group_uuid);
  });

  it("never become an admin group, nor stop being one, by being found", async () => {
    const roofs = await siteGroups.findOrMake(database.owner, "Roofs", true);
    assert.equal(roofs.is_admin, false);
    const ocf = await siteGroups.findOrMake(database.owner, "ocf", false);
    assert.equal(ocf.is_admin, true);
  });

  it("are made once by many at the same time", async () => {
    const found = await Promise.all(
      Array.from({ length: 8 }, () => siteGroups.findOrMake(database.owner, "Race", true)),
    );
    assert.equal(new Set(found.map((group) => group.site_group_uuid)).size, 1);
  });
});
