import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../../support/app.ts";
import {
  latest,
  type LoggerClient,
  newLoggerClient,
  queue,
  storeAs,
  texts,
} from "../../../support/logger_sessions.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const newClient = (name?: string) => newLoggerClient(app, name);
const listed = async (client: LoggerClient) =>
  (await client.get("/sessions")).body.sessions.map((
    session: Record<string, unknown>,
  ) => [session.number, session.readings, session.available, session.complete]);

describe("the states of a logger", () => {
  const idle = (client: LoggerClient) => client.get("/sessions");
  const running = (client: LoggerClient) => client.post("/sessions");
  /** What a client of blitz asks, and what it gets while no session runs and while one does. */
  const table: [
    command: string,
    ask: (
      client: LoggerClient,
    ) => Promise<{ status: number; body: Record<string, unknown> | null }>,
    idle: [status: number, detail?: RegExp],
    running: [status: number, detail?: RegExp],
  ][] = [
    ["START", (c) => c.post("/sessions"), [201], [409, /^INSESSION/]],
    ["STOP", (c) => c.post("/sessions/current/stop"), [409, /^NOSESSION/], [200]],
    ["a message", (c) => queue(c, "a"), [409, /^NOSESSION/], [201]],
    ["UPDATE", (c) => c.get("/messages/latest"), [200], [200]],
    ["SESSIONS", (c) => c.get("/sessions"), [200], [200]],
    ["DOWNLOAD of an unknown number", (c) => c.get("/sessions/99/readings"), [404], [404]],
    ["DELETE of an unknown number", (c) => c.delete("/sessions/99"), [404], [404]],
    ["an unknown command", (c) => c.post("/sessions/current/reset"), [404], [404]],
  ];

  for (const [command, ask, whenIdle, whenRunning] of table) {
    it(`respond to ${command}`, async () => {
      for (
        const [prepare, [status, detail]] of [[idle, whenIdle], [running, whenRunning]] as const
      ) {
        const client = await newClient();
        await prepare(client);
        const response = await ask(client);
        assert.equal(response.status, status, JSON.stringify(response.body));
        if (detail) assert.match(String(response.body!.detail), detail);
      }
    });
  }

  it("say whether one runs, to those that connect and to those that poll", async () => {
    const client = await newClient();
    const runs = async () => [
      (await client.get("/sessions")).body.running,
      (await client.get("/messages/latest")).body.running,
    ];
    assert.deepEqual(await runs(), [null, null]);
    await client.post("/sessions");
    assert.deepEqual(await runs(), [1, 1]);
    await client.post("/sessions/current/stop");
    assert.deepEqual(await runs(), [null, null]);
  });

  it("are one session when two start, or two stop, at once", async () => {
    const client = await newClient();
    const both = async (below: string) =>
      (await Promise.all([client.post(below), client.post(below)])).map(({ status }) => status)
        .sort();
    assert.deepEqual(await both("/sessions"), [201, 409]);
    assert.deepEqual(await both("/sessions/current/stop"), [200, 409]);
    assert.equal((await client.post("/sessions")).body.number, 2);
  });
});

describe("sessions of a logger", () => {
  const A_AND_B: [string, string, number][] = [
    ["A", "2026-06-21T08:07:00.5Z", 9.12],
    ["=B", "2026-06-21T08:07:01Z", 2],
    ["A", "2026-06-21T08:07:02Z", -1e-7],
  ];

  it("have the readings of their time, which can be read, exported and cleared", async () => {
    const client = await newClient();
    await client.post("/sessions");
    await storeAs(app, client.logger, [["A", "2026-06-21T08:06:59Z", 0], ...A_AND_B]);
    app.clock.now = app.clock.now.add({ seconds: 10 });
    const stopped = await client.post("/sessions/current/stop");
    app.clock.now = app.clock.now.subtract({ seconds: 10 });
    assert.equal(stopped.body.stopped_utc, "2026-06-21T08:07:10Z");
    assert.deepEqual(await listed(client), [[1, 3, true, true]]);
    const first = (await client.get("/sessions/1/readings?limit=2")).body;
    const rest = (await client.get(`/sessions/1/readings?cursor=${first.next_cursor}`)).body;
    assert.equal(rest.next_cursor, null);
    assert.deepEqual(
      [...first.readings, ...rest.readings],
      A_AND_B.map(([variable, time_utc, value]) => ({ variable, time_utc, value })),
    );
    const names = (await client.get("/sessions/1/variables?limit=1")).body;
    assert.deepEqual(names, {
      variables: [{ name: "=B", unit: null, label: null }],
      next_cursor: "=B",
    });
    const after = await client.get("/sessions/1/variables?cursor=%3DB");
    assert.deepEqual(after.body.variables.map(({ name }: { name: string }) => name), ["A"]);
    assert.equal(
      await client.text("/sessions/1/export.csv"),
      "Time Logged,Elapsed Seconds,Variable Name,Value\n" +
        "2026-06-21 12:07:00+04:00,0.5,A,9.12\n" +
        "2026-06-21 12:07:01+04:00,1,'=B,2\n" +
        "2026-06-21 12:07:02+04:00,2,A,-1e-7\n",
    );
    const cleared = await client.delete("/sessions/1/data");
    assert.deepEqual([cleared.status, cleared.body.available], [200, false]);
    assert.deepEqual(await listed(client), [[1, 0, false, true]]);
    assert.deepEqual((await client.get("/sessions/1/variables")).body.variables, []);
    assert.equal((await client.get("/live")).body.variables[0].values.length, 1, "what is before");
    assert.equal((await client.delete("/sessions/2/data")).status, 404);
  });

  it("start with the second, but not before another one stopped", async () => {
    const client = await newClient();
    const now = app.clock.now;
    app.clock.now = now.add({ milliseconds: 700 });
    assert.equal((await client.post("/sessions")).body.started_utc, "2026-06-21T08:07:00Z");
    await storeAs(app, client.logger, [["A", "2026-06-21T08:07:00Z", 1]]);
    const { body } = await client.post("/sessions/current/stop");
    assert.equal(body.stopped_utc, "2026-06-21T08:07:00.7Z");
    assert.equal(body.readings, 1);
    app.clock.now = now.add({ milliseconds: 900 });
    assert.equal((await client.post("/sessions")).body.started_utc, "2026-06-21T08:07:00.7Z");
    app.clock.now = now;
  });

  it("have readings that were sent for them, also when these are later than their stop", async () => {
    const client = await newClient();
    await client.post("/sessions");
    await client.post("/sessions/current/stop");
    await storeAs(app, client.logger, A_AND_B, { number: 1 });
    assert.deepEqual(await listed(client), [[1, 3, true, true]]);
    assert.equal((await client.get("/sessions/1/readings")).body.readings.length, 3);
  });

  it("are what the device reports, all or none, and keep their readings", async () => {
    const client = await newClient();
    await client.post("/sessions");
    await storeAs(app, client.logger, A_AND_B);
    const list = [[1, 100, 200, 3], ["2", "300", "None", "0"]];
    const replaced = await client.put("/sessions", { sessions: list });
    assert.equal(replaced.status, 200, JSON.stringify(replaced.body));
    assert.deepEqual(await listed(client), [[2, 0, false, true], [1, 3, true, true]]);
    const [two, one] = (await client.get("/sessions")).body.sessions;
    assert.deepEqual([one.started_utc, one.stopped_utc, two.stopped_utc], [
      "1970-01-01T00:00:00.1Z",
      "1970-01-01T00:00:00.2Z",
      null,
    ]);
    assert.equal((await client.get("/sessions/1/readings")).body.readings.length, 3);
    assert.equal((await client.post("/sessions")).status, 409, "2 runs");

    const wrong: unknown[] = [
      [[4, 1, 2, 0], [4, 3, 4, 0]],
      [[4, 1, null, 0], [5, 3, null, 0]],
      [[4, 5, 2, 0]],
      [[0, 1, 2, 0]],
      [[4, 1, 2, -1]],
      [[4, 1, 2, 3_000_000_000]],
      [[4, 1, 2]],
      ["4 1 2 0"],
    ];
    for (const sessions of wrong) {
      const { status, body } = await client.put("/sessions", { sessions });
      assert.deepEqual([status, body.errors?.length], [422, 1], `${sessions}`);
    }
    assert.deepEqual(await listed(client), [[2, 0, false, true], [1, 3, true, true]]);

    await client.put("/sessions", { sessions: [[3, 1, 2, 0]] });
    assert.deepEqual(await listed(client), [[3, 0, false, true]]);
    assert.equal((await client.get("/sessions/1/readings")).status, 404);
    const object = {
      number: 1,
      started_utc: "2026-01-01T00:00:00Z",
      stopped_utc: null,
      readings: 5,
    };
    await client.put("/sessions", { sessions: [object] });
    assert.deepEqual(await listed(client), [[1, 5, true, false]]);
    await client.post("/sessions/current/stop");
    assert.equal((await client.post("/sessions")).body.number, 4);
  });

  it("never get the number of one that was deleted, nor after a flush", async () => {
    const name = "Roof <&> meter";
    const client = await newClient(name);
    for (const number of [1, 2, 3, 4]) {
      assert.equal((await client.post("/sessions")).body.number, number);
      await client.post("/sessions/current/stop");
    }
    assert.equal((await client.delete("/sessions/2")).status, 204);
    assert.equal((await client.delete("/sessions/4")).status, 204);
    assert.deepEqual((await listed(client)).map(([number]: [number]) => number), [3, 1]);
    assert.equal((await client.post("/sessions")).body.number, 5);
    await queue(client, "a");
    await storeAs(app, client.logger, A_AND_B);
    assert.equal((await client.post("/flush", { name: "Roof" })).status, 422);
    assert.equal((await client.get("/sessions")).body.running, 5);
    assert.equal((await client.post("/flush", { name })).status, 204);
    assert.deepEqual(await listed(client), []);
    assert.deepEqual(await texts(client, ""), []);
    assert.deepEqual((await client.get("/live")).body.variables, []);
    await storeAs(app, client.logger, A_AND_B);
    assert.equal((await client.get("/live")).body.variables.length, 2);
    assert.equal((await client.post("/sessions")).body.number, 6);
    await queue(client, "b");
    assert.equal((await latest(client)).seq, 2);
  });

  it("come in pages", async () => {
    const client = await newClient();
    const sessions = Array.from({ length: 5 }, (_, i) => [i + 1, i * 10, i * 10 + 5, 0]);
    await client.put("/sessions", { sessions });
    const { body } = await client.get("/sessions?limit=3");
    const { body: next } = await client.get(`/sessions?limit=3&cursor=${body.next_cursor}`);
    const numbers = [...body.sessions, ...next.sessions].map(({ number }) => number);
    assert.deepEqual(numbers, [5, 4, 3, 2, 1]);
    assert.equal(next.next_cursor, null);
  });
});
