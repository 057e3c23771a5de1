import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openDatabase, type OwnerSql, type RequestPool } from "../../db/client.ts";
import { knownMigrations } from "../../db/migrate.ts";
import { createApp } from "../../routes/app.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { until } from "../support/until.ts";
import { problemOf } from "../support/problem.ts";
import { page } from "../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("a healthy service", () => {
  it("says that the process runs and that the database is ready", async () => {
    const [health, ready] = [await app.fetch("/healthz"), await app.fetch("/readyz")];
    assert.deepEqual([health.status, await health.json()], [200, { status: "ok" }]);
    assert.deepEqual([ready.status, await ready.json()], [200, { status: "ok", pending: [] }]);
  });
});

describe("a service whose database lacks a migration", () => {
  it("is not ready and names it; the process is fine", async () => {
    const newest = knownMigrations().at(-1)!;
    await app.database.owner`delete from app.migrations where name = ${newest}`;
    const ready = await app.fetch("/readyz");
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), { status: "migrations_pending", pending: [newest] });
    assert.equal((await app.fetch("/healthz")).status, 200);
  });
});

describe("an older program on a newer schema", () => {
  it("is not ready and says why; the process is fine", async () => {
    const { owner } = app.database;
    const name = "99999-of-tomorrow.ts";
    await owner`insert into app.migrations (name) values (${name})`;
    const ready = await app.fetch("/readyz");
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), {
      status: "database_newer",
      detail: `The database is newer than this program: it has ${name}. ` +
        "Start the program that made it, or take these migrations back with that.",
    });
    assert.equal((await app.fetch("/healthz")).status, 200);
    await owner`delete from app.migrations where name = ${name}`;
  });
});

describe("a service whose database is gone", () => {
  const closed = openDatabase("postgres://sitecast@127.0.0.1:1/sitecast");
  const SENTENCE = "The database cannot be reached. Try again in a moment.";
  afterAll(() => closed.owner.end({ timeout: 0 }));

  const get = (path: string, headers: Record<string, string> = {}) =>
    createApp({ ...app.services, database: closed })
      .request(path, { headers }, { remoteAddr: { hostname: "127.0.0.1" } });
  const cookie = "sitecast=any";

  it("still answers that its process runs, and shows the sign-in page", async () => {
    assert.equal((await get("/healthz")).status, 200);
    assert.equal((await get("/sign-in")).status, 200);
  });

  it("is not ready", async () => assert.equal((await get("/readyz")).status, 503));

  it("says so on a page, and when to come back", async () => {
    const response = await get("/sites", { cookie });
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "5");
    const html = await page(response);
    assert.ok(html.isWhole);
    assert.ok(html.text().includes(SENTENCE));
    assert.doesNotMatch(html.source, /ECONNREFUSED|127\.0\.0\.1:1/);
  });

  it("says so in a part", async () => {
    const response = await get("/sites", { cookie, "hx-request-type": "partial" });
    assert.equal(response.status, 503);
    const part = await page(response);
    assert.deepEqual(part.top, ["p"]);
    assert.match(part.text("p.notice"), /^Not available\. The data/);
  });

  it("says so to a script", async () => {
    const response = await get("/api/v1/sites", { authorization: "Bearer any" });
    const problem = await problemOf(response, 503);
    assert.deepEqual([problem.code, problem.detail], ["unavailable", SENTENCE]);
    assert.equal(response.headers.get("retry-after"), "5");
  });
});

describe("a service whose database breaks its idle connections", () => {
  it("opens new ones", async () => {
    const { owner, requests } = openDatabase(app.database.url, { ownerMax: 1, requestMax: 1 });
    const own = createApp({ ...app.services, database: { ...app.database, owner, requests } });
    for (const pool of [owner, requests]) await endConnection(pool);
    const headers = { cookie: `sitecast=${app.cast.alice.session}` };
    const statuses: number[] = [];
    while (statuses.at(-1) !== 200 && statuses.length < 5) {
      statuses.push((await own.request("/sites", { headers })).status);
    }
    assert.ok(statuses.every((status) => status === 200 || status === 503), statuses.join());
    assert.equal(statuses.at(-1), 200);
    await Promise.all([owner, requests].map((pool) => pool.end({ timeout: 0 })));
  });

  /** Ends a pool's only connection, and waits until the server has none. */
  async function endConnection(pool: OwnerSql | RequestPool) {
    const [{ pid }] = await pool<[{ pid: number }]>`select pg_backend_pid() as pid`;
    await app.database.owner`select pg_terminate_backend(${pid})`;
    await until(async () =>
      (await app.database.owner`select from pg_stat_activity where pid = ${pid}`).length === 0
    );
  }
});
