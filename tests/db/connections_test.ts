import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect, openDatabase } from "../../db/client.ts";
import { withScope } from "../../db/scope.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { endOne } from "../support/ended.ts";
import { until } from "../support/until.ts";

const BROKEN = /^(CONNECTION_CLOSED|ECONNRESET|EPIPE)$/;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(async () => {
  await app.close();
});

describe("a transaction whose connection is ended", () => {
  const pool = () => connect(app.database.url, { max: 1, settings: { statement_timeout: "15s" } });
  const pidOf = async (sql: ReturnType<typeof connect>) =>
    (await sql<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid;

  it("is begun on another connection when nothing has been done in it", async () => {
    const sql = pool();
    await endOne(app.database.url, await pidOf(sql));
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
        await endOne(app.database.url, (await tx`select pg_backend_pid() as pid`)[0]!.pid);
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
        await endOne(app.database.url, (await tx`select pg_backend_pid() as pid`)[0]!.pid);
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
    const { requests } = openDatabase(app.database.url, { requestMax: 1 });
    const { alice, charlie } = app.cast;
    let goOn = () => {};
    const next = new Promise<void>((resolve) => goOn = resolve);
    let late: Promise<unknown> | undefined;
    const read = { readOnly: true };
    const first = withScope(requests, alice, read, async (sql) => {
      await endOne(app.database.url, (await sql`select pg_backend_pid() as pid`)[0]!.pid);
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
