import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../db/client.ts";
import { withScope } from "../../db/scope.ts";
import { type TestApp, testApp, withToken } from "../support/app.ts";
import type { Person } from "../support/cast.ts";
import { until } from "../support/embedded.ts";

/** 200 for the long check. */
const KILLS = Number(Deno.env.get("CONNECTION_KILLS") ?? 20);
const READERS = 32;
const BROKEN = /^(CONNECTION_CLOSED|ECONNRESET|EPIPE)$/;

let app: TestApp;
let killer: ReturnType<typeof connect>;
beforeAll(async () => {
  app = await testApp();
  killer = connect(app.database.url, { max: 1, settings: { application_name: "killer" } });
});
afterAll(async () => {
  await killer.end();
  await app.close();
});

/** Ends one of the service's connections; answers when it is gone. */
async function endOne(pid: number | null = null) {
  const [ended] = await killer<{ pid: number }[]>`
    select pid, pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'sitecast'
      and pid = coalesce(${pid}::int, pid)
    order by random() limit 1`;
  await until(async () => {
    const left = await killer`select from pg_stat_activity where pid = ${ended!.pid}`;
    return left.length === 0;
  });
}

describe(`${READERS} readers while ${KILLS} connections are ended one after the other`, () => {
  const counts = { right: 0, failed: 0 };
  let stop = false;

  async function read(person: Person, expected: string) {
    while (!stop) {
      const response = await withToken(app, person.token).get("/api/v1/sites");
      const text = await response.text();
      if (response.status === 200) {
        assert.equal(text, expected);
        counts.right++;
      } else {
        assert.equal(response.status, 503, text);
        assert.equal(response.headers.get("retry-after"), "5");
        counts.failed++;
      }
    }
  }

  it("see their own sites or a 503, at most one for each, and go on within a second", async () => {
    const { alice, charlie } = app.cast;
    const expected = async (person: Person) =>
      await (await withToken(app, person.token).get("/api/v1/sites")).text();
    const texts = [await expected(alice), await expected(charlie)];
    assert.notEqual(texts[0], texts[1]);
    const readers = Array.from(
      { length: READERS },
      (_, nth) => read(nth % 2 ? charlie : alice, texts[nth % 2]!),
    );
    const waits: number[] = [];
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        await endOne();
        const [before, start] = [counts.right, performance.now()];
        await until(() => counts.right > before);
        waits.push(performance.now() - start);
        await until(() => counts.right > before + 20);
      }
    } finally {
      stop = true;
    }
    await Promise.all(readers);
    assert.ok(counts.failed <= KILLS, `${counts.failed} requests failed`);
    assert.ok(Math.max(...waits) < 1000, `somebody waited ${Math.max(...waits)} ms`);
  });
});

describe("a transaction whose connection is ended", () => {
  const pool = () => connect(app.database.url, { max: 1 });
  const pidOf = async (sql: ReturnType<typeof connect>) =>
    (await sql<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid;

  it("is begun on another connection when nothing has been done in it", async () => {
    const sql = pool();
    await endOne(await pidOf(sql));
    const answer = await sql.begin("read only", async (tx) => (await tx`select 1 as one`)[0]!.one);
    assert.equal(answer, 1);
    await sql.end();
  });

  it("fails once its work has begun, which is never done again", async () => {
    const sql = pool();
    let times = 0;
    await assert.rejects(
      sql.begin(async (tx) => {
        times++;
        await tx`create table half (a int)`;
        await endOne((await tx`select pg_backend_pid() as pid`)[0]!.pid);
        await tx`insert into half values (1)`;
      }),
      { code: BROKEN },
    );
    assert.equal(times, 1);
    assert.deepEqual([...await sql`select to_regclass('half') as half`], [{ half: null }]);
    await sql.end();
  });

  it("sends nothing into the transaction that the connection serves next", async () => {
    const sql = pool();
    const late: Record<string, unknown> = {};
    let goOn = () => {};
    const next = new Promise<void>((resolve) => goOn = resolve);
    let workDone: Promise<void> | undefined;
    const first = sql.begin((tx) =>
      workDone = (async () => {
        await endOne((await tx`select pg_backend_pid() as pid`)[0]!.pid);
        await next;
        late.tagged = await tx`select 'first' as whose`.catch((error) => error.code);
        late.plain = await tx.unsafe("rollback").catch((error) => error.code);
      })()
    );
    await assert.rejects(first, { code: BROKEN });
    const zone = await sql.begin(async (tx) => {
      await tx`set local timezone to 'Asia/Kolkata'`;
      goOn();
      await workDone;
      return (await tx`select current_setting('timezone') as zone`)[0]!.zone;
    });
    assert.deepEqual(late, { tagged: "CONNECTION_CLOSED", plain: "CONNECTION_CLOSED" });
    assert.equal(zone, "Asia/Kolkata", "neither its commit nor its rollback came through");
    await sql.end();
  });

  it("shows a scope's late query no other group's rows", async () => {
    const requests = connect(app.database.url, {
      max: 1,
      settings: { role: "sitecast_app" },
    }) as unknown as typeof app.database.requests;
    const { alice, charlie } = app.cast;
    let goOn = () => {};
    const next = new Promise<void>((resolve) => goOn = resolve);
    let late: Promise<unknown> | undefined;
    const read = { readOnly: true };
    const first = withScope(requests, alice, read, async (sql) => {
      await endOne((await sql`select pg_backend_pid() as pid`)[0]!.pid);
      await next;
      await (late = (async () => await sql`select client_site_name from sites`)());
    });
    await assert.rejects(first, { code: BROKEN });
    const seen = await withScope(requests, charlie, read, async (sql) => {
      goOn();
      await until(() => late !== undefined);
      await assert.rejects(late!);
      return [...await sql`select client_site_name as name from sites`];
    });
    assert.deepEqual(seen, [{ name: "Turbine" }]);
    await requests.end();
  });

  it("does not hang on an error that only looks like the end of its connection", async () => {
    const sql = pool();
    await assert.rejects(
      sql.begin((tx) => tx.unsafe("do $$ begin raise 'x' using errcode = '57P01'; end $$")),
      { code: "57P01" },
    );
    assert.deepEqual([...await sql`select 1 as one`], [{ one: 1 }]);
    await sql.end();
  });
});

describe("each connection", () => {
  it("speaks UTC and ISO dates whatever the database says, and is not kept for ever", async () => {
    await app.database.owner`
      alter database ${app.database.owner(new URL(app.database.url).pathname.slice(1))}
      set datestyle to 'SQL, DMY'`;
    const fresh = connect(app.database.url, { max: 1 });
    const [row] = await fresh`
      select current_setting('timezone') as zone, current_setting('datestyle') as style`;
    assert.deepEqual(row, { zone: "UTC", style: "ISO, YMD" });
    await fresh.end();
    for (const { options } of [app.database.owner, app.database.requests]) {
      assert.deepEqual([options.max_lifetime, options.idle_timeout], [1800, 300]);
    }
  });
});
