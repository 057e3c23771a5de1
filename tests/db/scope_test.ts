import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../db/client.ts";
import { type ScopedSql, withAdminScope, withScope } from "../../db/scope.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import * as viewers from "../../sql/account/viewers.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import * as users from "../../sql/users/users.ts";
import { makePerson } from "../support/cast.ts";
import { ownCast } from "../support/setup.ts";
import { inScope, statement } from "../support/scopes.ts";

const { database, cast } = await ownCast();

async function siteUuids(sql: ScopedSql): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`select site_uuid from sites order by 1`;
  return rows.map((row) => row.site_uuid);
}

function sitesOf(viewer: Viewer): Promise<string[]> {
  return withScope(database.requests, viewer, { readOnly: true }, siteUuids);
}

const roofs = () => [cast.sites.plant, cast.sites.bare].sort();
const named = (name: string) =>
  database.owner`select created_utc from sites where client_site_name = ${name}`;
const makeSite = (sql: ScopedSql, client_site_name: string) =>
  sql`select app.create_site(${sql.json({ client_site_name })}) as site_uuid`;

describe("a scope", () => {
  it("sees the sites of the viewer's group and no others", async () => {
    assert.deepEqual(await sitesOf(cast.alice), roofs());
    assert.deepEqual(await sitesOf(cast.bob), roofs());
    assert.deepEqual(await sitesOf(cast.charlie), [cast.sites.turbine]);
    assert.deepEqual(await sitesOf(cast.ada), [...roofs(), cast.sites.turbine].sort());
  });

  it("sees its own group's people only; an admin scope sees everybody", async () => {
    const emails = `select email from users order by email`;
    const seen = await inScope(database, cast.charlie, (sql) => sql(statement(emails)));
    assert.deepEqual([...seen], [{ email: "charlie@example.org" }]);
    const all = await withAdminScope(
      database.requests,
      cast.ada,
      { readOnly: true },
      (sql) => sql(statement(emails)),
    );
    assert.equal(all.length, 4);
  });

  it("keeps what the work has written, under the viewer's name", async () => {
    const [made] = await inScope(database, cast.alice, (sql) => makeSite(sql, "Kept"));
    const history = await database.owner`
      select operation_type, changed_by from sites_history where site_uuid = ${made!.site_uuid}`;
    assert.deepEqual([...history], [
      { operation_type: "INSERT", changed_by: cast.alice.user_uuid },
    ]);
  });

  it("keeps nothing when the work throws, and throws the same error", async () => {
    const reason = new Error("after writing");
    const work = inScope(database, cast.alice, async (sql) => {
      await makeSite(sql, "Thrown away");
      throw reason;
    });
    await assert.rejects(work, (error) => error === reason);
    assert.equal((await named("Thrown away")).length, 0);
  });

  it("keeps nothing when a statement fails whose error the work swallows", async () => {
    const work = inScope(database, cast.alice, async (sql) => {
      await makeSite(sql, "Half done");
      await sql`select 1 / 0`.catch(() => {});
    });
    await assert.rejects(work, { code: "22012" });
    assert.equal((await named("Half done")).length, 0);
  });

  it("fails when a statement fails that nobody has awaited: nothing was kept", async () => {
    const work = inScope(database, cast.alice, async (sql) => {
      await makeSite(sql, "Lost");
      sql`select 1 / 0`.execute();
    });
    await assert.rejects(work, { code: "22012" });
    assert.equal((await named("Lost")).length, 0);
  });

  it("writes nothing when it may only read, not even through a function", async () => {
    const options = { readOnly: true };
    await assert.rejects(
      withScope(database.requests, cast.alice, options, (sql) => makeSite(sql, "Read only")),
      { code: "25006" },
    );
  });

  it("fails when it cannot be opened, also when the work swallows its errors", async () => {
    const nobody = { ...cast.alice, site_group_uuid: "no uuid" };
    const seen: unknown[] = [];
    const reads = inScope(database, nobody, async (sql) => {
      seen.push(...await siteUuids(sql).catch(() => []));
    });
    await assert.rejects(reads, { code: "22P02" });
    assert.deepEqual(seen, []);
    const asksNothing = inScope(database, nobody, () => Promise.resolve("well"));
    await assert.rejects(asksNothing, { code: "22P02" });
  });

  it("takes tagged templates only", async () => {
    await inScope(database, cast.alice, (sql) => {
      const loose = sql as unknown as (text: unknown) => unknown;
      assert.throws(() => loose("select 1"), TypeError);
      assert.throws(() => loose(["select 1"]), TypeError);
      assert.ok(!("unsafe" in sql) && !("begin" in sql) && !("file" in sql));
      return Promise.resolve();
    });
  });

  it("is that of its viewer when many run at once on few connections", async () => {
    const few = openDatabase(database.url, { ownerMax: 1, requestMax: 2, waitMs: 60_000 });
    const people = [cast.alice, cast.charlie, cast.ada, cast.bob];
    const seen = await Promise.all(Array.from({ length: 80 }, (_, index) => {
      const viewer = people[index % people.length]!;
      return withScope(few.requests, viewer, { readOnly: index % 3 > 0 }, siteUuids);
    }));
    const expected = await Promise.all(people.map(sitesOf));
    seen.forEach((sites, index) => assert.deepEqual(sites, expected[index % people.length]));
    await few.close();
  });
});

describe("the request pool", () => {
  it("a query through the request pool without a scope", async () => {
    const readable = await database.owner<{ name: string }[]>`
      select oid::regclass as name from pg_class
      where relrowsecurity and has_any_column_privilege('sitecast_app', oid, 'select') order by 1`;
    assert.ok(readable.length >= 9);
    for (const { name } of readable) {
      const found = await database.requests.unsafe(`select count(*)::int as rows from ${name}`);
      assert.deepEqual([...found], [{ rows: 0 }], name);
    }
    await assert.rejects(async () => await database.requests`select from forecast_values`, {
      code: "42501",
    });
    await assert.rejects(async () => await database.requests`select app.create_site('{}')`, {
      code: "42501",
    });
  });

  it("stays the web role's when a session takes back its role or all its settings", async () => {
    const alone = openDatabase(database.url, { ownerMax: 1, requestMax: 1 });
    for (
      const text of ["reset role", "reset all", "discard all", "set session authorization default"]
    ) {
      await alone.requests.unsafe(text);
      const [who] = await alone.requests`select current_user as role, count(*)::int from sites`;
      assert.deepEqual(who, { role: "sitecast_app", count: 0 }, text);
    }
    await alone.close();
  });
});

describe("a scope of one statement", () => {
  const read = (token: string, also: viewers.AlsoRead, sql = database.lookups) =>
    viewers.byTokenWith(sql, hashSecret(token), also);

  it("shows what the group of the token's user has, and nothing else", async () => {
    const { plant, turbine } = cast.sites;
    const { token } = cast.alice;
    const own = await read(token, { siteUuid: plant });
    assert.deepEqual(own?.viewer, await viewers.byToken(database.owner, hashSecret(token)));
    const scoped = await inScope(database, cast.alice, (sql) => revisions.ofSites(sql, [plant]));
    assert.deepEqual(own?.site?.revisions, scoped);
    assert.equal(own?.site?.place.site_uuid, plant);
    assert.equal((await read(token, { siteUuid: turbine }))?.site, undefined);
    const { site_group_uuid } = cast.charlie;
    assert.deepEqual(
      (await read(cast.charlie.token, { members: true }))?.members,
      [...await inScope(database, cast.charlie, (sql) => users.members(sql, site_group_uuid))],
    );
  });

  it("shows the sites that a limited token names, and nothing without a token", async () => {
    const { plant, turbine } = cast.sites;
    const { token } = await makePerson(database.owner, "limited@example.org", cast.alice);
    const hash = hashSecret(token);
    const limit = (sites: string[], isRevoked: boolean) =>
      database.owner`
        update app.api_tokens set site_uuids = ${sites}::uuid[],
          revoked_utc = case when ${isRevoked} then now() end
        where token_hash = ${hash}`;
    await limit([turbine], false);
    assert.equal((await read(token, { siteUuid: plant }))?.site, undefined);
    await limit([plant], false);
    assert.equal((await read(token, { siteUuid: plant }))?.site?.place.site_uuid, plant);
    await limit([plant], true);
    assert.equal(await read(token, { siteUuid: plant, members: true }), undefined);
  });

  it("ends with the statement: the connection is the owner's afterwards", async () => {
    const one = openDatabase(database.url, { lightMax: 1 });
    try {
      await read(cast.alice.token, { siteUuid: cast.sites.plant }, one.lookups);
      const [left] = await one.lookups`
        select current_user = session_user as is_owner,
          coalesce(current_setting('app.site_group_uuid', true), '') as group`;
      assert.deepEqual({ ...left }, { is_owner: true, group: "" });
    } finally {
      await one.close();
    }
  });
});
