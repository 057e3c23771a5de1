import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { type AdminSql, type ScopedSql, withAdminScope } from "../../../db/scope.ts";
import type { SiteGroup } from "../../../domain/groups/group.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { ownCast } from "../../support/setup.ts";
import { until } from "../../support/until.ts";
import { waitsForALock } from "../../support/inspect.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
let group: SiteGroup;

beforeEach(async () => {
  group = await siteGroups.findOrMake(database.owner, crypto.randomUUID(), false);
});

async function sitesWithout(groupUuid: string): Promise<number> {
  const [row] = await database.owner`
    select count(*)::int as missing from sites s where not exists (select from site_group_sites l
      where l.site_uuid = s.site_uuid and l.site_group_uuid = ${groupUuid})`;
  return row!.missing;
}

const mark = () =>
  database.owner`
    update site_groups set is_admin = true where site_group_uuid = ${group.site_group_uuid}`;
const makeSite = () =>
  database.owner`insert into sites (ml_id, client_site_name) values (1, 'New')`;

function asAda<T>(work: (sql: AdminSql) => Promise<T>): Promise<T> {
  return withAdminScope(database.requests, cast.ada, { readOnly: false }, work);
}

/** Starts `second` while `first` is written and not committed, and commits when it waits. */
async function overlapping(first: "mark" | "site", second: () => PromiseLike<unknown>) {
  let under: PromiseLike<unknown> | undefined;
  let isDone = false;
  await database.owner.begin(async (tx) => {
    await (first === "mark"
      ? tx`update site_groups set is_admin = true where site_group_uuid = ${group.site_group_uuid}`
      : tx`insert into sites (ml_id, client_site_name) values (1, 'New')`);
    under = second().then(() => isDone = true);
    await until(async () => isDone || await waitsForALock(database.owner));
  });
  await under;
}

describe("an admin group", () => {
  it("has each site that is made, whoever makes it, once", async () => {
    await mark();
    await makeSite();
    await inScope(database, cast.charlie, async (sql) =>
      void await sql`
      select app.create_site('{"client_site_name": "By a member"}')`);
    await inScope(database, { ...cast.ada, ...group }, async (sql) =>
      void await sql`
      select app.create_site('{"client_site_name": "By an admin"}')`);
    assert.equal(await sitesWithout(group.site_group_uuid), 0);
    assert.equal(await sitesWithout(cast.ada.site_group_uuid), 0);
  });

  it("gets every site when it is marked, and when it is made with the mark", async () => {
    assert.ok(await sitesWithout(group.site_group_uuid) > 0);
    await mark();
    assert.equal(await sitesWithout(group.site_group_uuid), 0);
    const made = await siteGroups.findOrMake(database.owner, "Made with the mark", true);
    assert.equal(await sitesWithout(made.site_group_uuid), 0);
  });

  it("has a site made while the group is being marked", async () => {
    await overlapping("mark", makeSite);
    assert.equal(await sitesWithout(group.site_group_uuid), 0);
  });

  it("has a site not yet committed when the group is marked", async () => {
    await overlapping("site", mark);
    assert.equal(await sitesWithout(group.site_group_uuid), 0);
  });

  it("sees every site whatever its links say, and edits it", async () => {
    await makeSite();
    await database.owner`
      delete from site_group_sites where site_group_uuid = ${cast.ada.site_group_uuid}`;
    const [all] = await database.owner`select count(*)::int as sites from sites`;
    const seen = async (sql: ScopedSql | AdminSql) => [
      ...await sql`select count(*)::int as sites from sites`,
    ];
    assert.deepEqual(await asAda(seen), [all]);
    assert.deepEqual(await inScope(database, cast.ada, seen), [all]);
    assert.deepEqual(await inScope(database, cast.charlie, seen), [{ sites: 2 }]);
    const { plant } = cast.sites;
    assert.equal(await asAda((sql) => sites.update(sql, plant, { region: "Seen" })), "updated");
    await database.owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      select ${cast.ada.site_group_uuid}, site_uuid from sites`;
  });

  it("sees no more than its links once it is an ordinary one", async () => {
    await mark();
    const member = { ...cast.ada, ...group };
    const seen = () =>
      inScope(database, member, async (sql) => (await sql`select from sites`).length);
    assert.ok(await seen() > 2);
    await database.owner`
      update site_groups set is_admin = false where site_group_uuid = ${group.site_group_uuid}`;
    await database.owner`
      delete from site_group_sites where site_group_uuid = ${group.site_group_uuid}`;
    assert.equal(await seen(), 0);
  });

  it("is not made of an ordinary group by asking for it by name", async () => {
    const found = await siteGroups.findOrMake(database.owner, group.site_group_name, true);
    assert.deepEqual(found, group);
    assert.ok(await sitesWithout(group.site_group_uuid) > 0);
  });

  it("lets its users link and unlink sites, but from no admin group", async () => {
    const { bare } = cast.sites;
    const links = () =>
      database.owner`
        select from site_group_sites
        where site_uuid = ${bare} and site_group_uuid = ${group.site_group_uuid}`;
    const link = (sql: AdminSql) =>
      sql`select app.link_sites(${group.site_group_uuid}, ${[bare]}::uuid[])`;
    const unlink = (groupUuid: string) =>
      asAda((sql) => sql`select app.unlink_sites(${groupUuid}, ${[bare]}::uuid[])`);
    await asAda(async (sql) => void await link(sql));
    await asAda(async (sql) => void await link(sql));
    assert.equal((await links()).length, 1);
    await unlink(group.site_group_uuid);
    assert.equal((await links()).length, 0);
    await assert.rejects(unlink(cast.ada.site_group_uuid), { code: "SC409" });
    assert.equal(await sitesWithout(cast.ada.site_group_uuid), 0);
  });

  it("lets its users make users, with one answer for an e-mail that is taken", async () => {
    const make = (email: string) =>
      asAda(async (sql) => {
        const [made] = await sql`select app.make_user(${email}, ${group.site_group_uuid}) as uuid`;
        return made!.uuid;
      });
    assert.match(await make("dora@example.org"), /^[0-9a-f-]{36}$/);
    assert.equal(await make("Dora@Example.org"), null);
    assert.equal(await make("charlie@example.org"), null);
  });
});
