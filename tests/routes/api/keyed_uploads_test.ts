import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { csvOf } from "../../support/import_files.ts";
import { problemOf } from "../../support/problem.ts";
import { asCsv } from "../../support/uploads.ts";
import { until } from "../../support/until.ts";
import { periods } from "../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const SESSIONS = "start,end,energy_kwh\n2026-06-01 10:00,2026-06-01 11:00,7\n";
const rows = (kw: number, day = "2026-06-20") =>
  asCsv(periods(`${day}T06:00:00Z`, 15, 4).map((one) => ({ ...one, generation_power_kw: kw })));

interface Sent {
  path: string;
  key: string;
  body: string | ReadableStream<Uint8Array>;
  token?: string;
}

const send = ({ path, key, body, token = app.cast.alice.token }: Sent) =>
  app.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "text/csv",
      "idempotency-key": key,
    },
    body,
  });

async function count(table: string): Promise<number> {
  const { owner } = app.database;
  const [{ n }] = await owner<[{ n: number }]>`
    select count(*)::int as n from ${owner(table)}`;
  return n;
}

/** A body that arrives as far as `first`, and goes on when that is wanted. */
function inParts(first: string, rest: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  async function* parts() {
    yield new TextEncoder().encode(first);
    started.resolve();
    await promise;
    yield new TextEncoder().encode(rest);
  }
  return { body: ReadableStream.from(parts()), goOn: resolve, started: started.promise };
}

describe("an upload with an Idempotency-Key", () => {
  /** Files, and measurements of a day: those that are stored already bring nothing. */
  const uploads = (day?: string) => [
    {
      path: `/imports?site_uuid=${app.cast.sites.plant}`,
      body: csvOf([1, 2]),
      other: csvOf([3]),
      table: "app.imports",
      adds: 1,
    },
    {
      path: "/charging/imports?zone=Europe%2FLondon",
      body: SESSIONS,
      other: SESSIONS.replace("7", "8"),
      table: "app.charging_imports",
      adds: 1,
    },
    {
      path: `/sites/${app.cast.sites.plant}/generation`,
      body: rows(1, day),
      other: rows(2, day),
      table: "generation",
      adds: 4,
    },
  ];

  it("does nothing when it is sent again, and is refused with another body", async () => {
    for (const { path, body, other, table } of uploads()) {
      const first = await send({ path, key: "one", body });
      assert.equal(first.status, 201, await first.clone().text());
      const made = await count(table);
      const again = await send({ path, key: "one", body });
      assert.deepEqual([again.status, await again.json()], [201, await first.json()], path);
      assert.equal(again.headers.get("idempotent-replayed"), "true");
      await problemOf(await send({ path, key: "one", body: other }), 422);
      assert.equal(await count(table), made, path);
    }
  });

  it("is refused while the first one is being read, and free when that breaks off", async () => {
    const { path } = uploads()[0]!;
    const csv = csvOf([4, 5]);
    const { body, goOn, started } = inParts(csv.slice(0, 30), csv.slice(30));
    const first = send({ path, key: "slow", body });
    await started;
    const running = await send({ path, key: "slow", body: csv });
    assert.match((await problemOf(running, 409)).detail, /has not ended/);
    goOn();
    assert.equal((await first).status, 201);
    const wrong = await send({ path, key: "refused", body: "not a list of measurements" });
    assert.equal(wrong.status, 422);
    assert.equal((await send({ path, key: "refused", body: csv })).status, 201);
  });

  it("is free when its instance stood still for 5 seconds, which then stores nothing", async () => {
    for (const { path, body: csv, table, adds } of uploads("2026-06-19")) {
      const { body, goOn, started } = inParts(csv.slice(0, 30), csv.slice(30));
      const before = await count(table);
      const first = send({ path, key: "stalled", body });
      await started;
      const second = await overtake(path, csv);
      assert.equal(second.status, 201, await second.clone().text());
      goOn();
      assert.match((await problemOf(await first, 409)).detail, /stood still.* Nothing of this one/);
      assert.equal(await count(table), before + adds, path);
      const again = await send({ path, key: "stalled", body: csv });
      assert.deepEqual(await again.json(), await second.json());
      assert.equal(await count(table), before + adds, path);
    }
  });

  it("stores nothing without its response, whenever its connection ends", async () => {
    for (const { path, other: body, table, adds } of uploads("2026-06-18")) {
      const before = await count(table);
      const killed = await killedAtItsEnd(path, body);
      assert.ok(killed.status >= 500, await killed.clone().text());
      assert.equal(await count(table), before, path);
      assert.equal((await send({ path, key: "killed", body })).status, 201);
      assert.equal(await count(table), before + adds, path);
    }
  });

  it("wins over values in JSON that began before it, which store nothing", async () => {
    const path = `/sites/${app.cast.sites.plant}/generation`;
    const csv = rows(5, "2026-06-17");
    const { body, goOn, started } = inParts(csv.slice(0, 30), csv.slice(30));
    const before = await count("generation");
    const { inJson, upload } = await app.database.owner.begin(async (sql) => {
      await sql`lock table generation in share row exclusive mode`;
      const inJson = sendJson(path, { values: [{ ...VALUE, start_utc: "2026-06-16T06:00:00Z" }] });
      await until(isWaiting);
      const upload = send({ path, key: "both", body });
      await started;
      return { inJson, upload };
    });
    assert.match((await problemOf(await inJson, 409)).detail, /has not ended/);
    assert.equal(await count("generation"), before);
    goOn();
    assert.equal((await upload).status, 201);
  });

  const VALUE = { period_minutes: 15, generation_power_kw: 1 };
  const sendJson = (path: string, body: object) =>
    app.fetch(`/api/v1${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${app.cast.alice.token}`,
        "content-type": "application/json",
        "idempotency-key": "both",
      },
      body: JSON.stringify(body),
    });

  async function isWaiting(): Promise<boolean> {
    const waiting = await app.database.owner`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and query like '%ingest_generation%'`;
    return waiting.length === 1;
  }

  /** Sends an upload as if the one before it had been silent for 6 seconds. */
  async function overtake(path: string, body: string): Promise<Response> {
    for (;;) {
      await app.database.owner`
        update app.idempotency_keys set alive_utc = now() - interval '6 seconds'
        where idempotency_key = 'stalled' and status is null`;
      const response = await send({ path, key: "stalled", body });
      if (response.status !== 409) return response;
    }
  }

  /** Sends an upload and ends its connection when it has stored it and is about to keep its response. */
  async function killedAtItsEnd(path: string, csv: string): Promise<Response> {
    const { owner } = app.database;
    const { body, goOn, started } = inParts(csv.slice(0, 30), csv.slice(30));
    const response = send({ path, key: "killed", body });
    await started;
    await owner.begin(async (sql) => {
      await sql`
        select from app.idempotency_keys where idempotency_key = 'killed' and status is null
        for update`;
      goOn();
      await until(async () => {
        const ended = await owner`
          select pg_terminate_backend(pid, 5000) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
            and query like '%keep_streamed_response%'`;
        return ended.length === 1;
      });
    });
    return await response;
  }

  it("is another one for another user, and keeps nothing of a dry run", async () => {
    const path = "/generation";
    const body = rows(3).split("\n").map((line, i) =>
      line === "" ? "" : `${i === 0 ? "site_uuid" : app.cast.sites.bare},${line}`
    ).join("\n");
    assert.equal((await send({ path: `${path}?dry_run=true`, key: "dry", body })).status, 200);
    assert.equal((await send({ path, key: "dry", body })).status, 201);
    const foreign = await send({ path, key: "dry", body, token: app.cast.charlie.token });
    assert.notEqual(foreign.status, 201);
    assert.equal(foreign.headers.get("idempotent-replayed"), null);
    await problemOf(await send({ path, key: "dry", body, token: app.cast.alice.readToken }), 403);
  });
});

describe("a link to a file with an Idempotency-Key", () => {
  it("is made once, and shown once", async () => {
    const ask = () =>
      app.fetch("/api/v1/download-links", {
        method: "POST",
        headers: {
          authorization: `Bearer ${app.cast.alice.token}`,
          "content-type": "application/json",
          "idempotency-key": "link",
        },
        body: JSON.stringify({ what: "generation" }),
      });
    const first = await ask();
    assert.equal(first.status, 201, await first.clone().text());
    assert.match((await problemOf(await ask(), 409)).detail, /shown once/);
    assert.equal(await count("app.download_links"), 1);
  });
});
