import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../db/client.ts";
import { type ScopedSql, ScopeEnded, withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { ownCast } from "../support/setup.ts";

const READ = { readOnly: true };
const { database, cast } = await ownCast();
/**
 * With one connection only, a kept handle would read in the scope that the next tenant opened on it.
 */
const narrow = openDatabase(database.url, { ownerMax: 1, requestMax: 1 });
afterAll(() => narrow.close());

const names = (sql: ScopedSql) => sql`select client_site_name as name from sites order by 1`;

function scope<T>(viewer: Viewer, work: (sql: ScopedSql) => Promise<T>): Promise<T> {
  return withScope(narrow.requests, viewer, READ, work);
}

/** The handle of a scope of charlie's that has ended. */
function kept(): Promise<ScopedSql> {
  let handle: ScopedSql;
  return scope(cast.charlie, async (sql) => {
    handle = sql;
    assert.deepEqual([...await names(sql)], [{ name: "Turbine" }]);
  }).then(() => handle);
}

const inATimer = <T>(work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => setTimeout(() => work().then(resolve, reject)));

describe("a scope's sql kept and used after its end", () => {
  it("in a stream", async () => {
    const body = await scope(cast.charlie, (sql) => {
      const stream = new ReadableStream({
        async pull(controller) {
          controller.enqueue(await names(sql));
          controller.close();
        },
      }, { highWaterMark: 0 });
      return Promise.resolve({ stream });
    });
    await assert.rejects(Array.fromAsync(body.stream), ScopeEnded);
  });

  it("in a timer", async () => {
    const sql = await kept();
    await assert.rejects(inATimer(async () => await names(sql)), ScopeEnded);
  });

  it("in an un-awaited query", async () => {
    const { query } = await scope(
      cast.charlie,
      (sql) => Promise.resolve({ query: names(sql) }),
    );
    await assert.rejects(async () => await query, ScopeEnded);
  });

  it("in an un-awaited query that is only sent or described after the end", async () => {
    const waiting = await scope(
      cast.charlie,
      (sql) => Promise.resolve(Array.from({ length: 4 }, () => ({ query: names(sql) }))),
    );
    const [sent, iterated, described, raw] = waiting.map(({ query }) => query);
    await assert.rejects(async () => await sent!.execute(), ScopeEnded);
    await assert.rejects(Array.fromAsync(iterated!.cursor()), ScopeEnded);
    await assert.rejects(async () => await described!.describe(), ScopeEnded);
    await assert.rejects(async () => await raw!.raw(), ScopeEnded);
  });

  it("in a query that was under way at the end still answers for its own tenant", async () => {
    const { query } = await scope(
      cast.charlie,
      (sql) => Promise.resolve({ query: names(sql).execute() }),
    );
    assert.deepEqual([...await query], [{ name: "Turbine" }]);
  });

  it("while another tenant's scope holds the connection", async () => {
    const { query } = await scope(
      cast.charlie,
      (sql) => Promise.resolve({ query: names(sql) }),
    );
    const sql = await kept();
    await scope(cast.alice, async (hers) => {
      const before = await names(hers);
      await assert.rejects(async () => await query, ScopeEnded);
      await assert.rejects(async () => await names(sql), ScopeEnded);
      assert.deepEqual(await names(hers), before);
    });
  });

  it("after the work has thrown", async () => {
    let handle: ScopedSql | undefined;
    await assert.rejects(
      scope(cast.charlie, (sql) => {
        handle = sql;
        throw new Error("over");
      }),
      /over/,
    );
    await assert.rejects(async () => await names(handle!), ScopeEnded);
  });
});

describe("a pooled connection", () => {
  const bare = async () => [
    ...await narrow.requests`
      select current_user as role, count(site_uuid)::int as sites,
        coalesce(current_setting('app.site_group_uuid', true), '') as site_group,
        coalesce(current_setting('app.user_uuid', true), '') as user
      from sites`,
  ];
  const NOTHING = [{ role: "sitecast_app", sites: 0, site_group: "", user: "" }];

  it("after commit and after rollback", async () => {
    await scope(cast.alice, async (sql) => void await names(sql));
    assert.deepEqual(await bare(), NOTHING);
    await assert.rejects(scope(cast.alice, () => Promise.reject(new Error("no"))), /no/);
    assert.deepEqual(await bare(), NOTHING);
    await assert.rejects(scope(cast.alice, (sql) => sql`select 1 / 0`), { code: "22012" });
    assert.deepEqual(await bare(), NOTHING);
    await withAdminScope(narrow.requests, cast.ada, READ, async (sql) => void await sql`select 1`);
    assert.deepEqual(await bare(), NOTHING);
  });

  for (const end of ["commit", "rollback"] as const) {
    it(`after a ${end} sent by mistake inside the scope`, async () => {
      await scope(cast.alice, async (sql) => {
        await (end === "commit" ? sql`commit` : sql`rollback`);
        assert.deepEqual([...await names(sql)], []);
      });
      assert.deepEqual(await bare(), NOTHING);
    });

    it(`after a ${end} sent by mistake inside an admin scope`, async () => {
      await withAdminScope(narrow.requests, cast.ada, READ, async (sql) => {
        await (end === "commit" ? sql`commit` : sql`rollback`);
        const [seen] = await sql`select current_user as role, count(*)::int from users`;
        assert.deepEqual(seen, { role: "sitecast_app", count: 0 });
      });
    });
  }

  it("serves tenants in turn with statements that it has prepared for another", async () => {
    const turns = [cast.alice, cast.charlie, cast.ada, cast.charlie, cast.alice];
    for (let round = 0; round < 3; round++) {
      const seen = [];
      for (const viewer of turns) seen.push((await scope(viewer, names)).length);
      assert.deepEqual(seen, [2, 1, 3, 1, 2]);
      assert.deepEqual(await bare(), NOTHING);
    }
  });
});
