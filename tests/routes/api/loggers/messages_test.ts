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
describe("messages of a logger", () => {
  it("are queued to the session that runs, and read as blitz reads them", async () => {
    const client = await newClient();
    assert.deepEqual(await texts(client, ""), []);
    assert.equal(await latest(client), null);
    assert.equal((await queue(client, "0")).status, 409);
    assert.equal((await client.post("/sessions")).body.number, 1);
    const numbers = Array.from({ length: 15 }, (_, i) => String(i + 1));
    assert.deepEqual((await queue(client, ...numbers)).body, {
      number: 1,
      first_seq: 1,
      last_seq: 15,
      queued: 15,
    });
    assert.deepEqual(await texts(client, "/last"), numbers.slice(5));
    assert.deepEqual(await texts(client, "/last?n=3"), ["13", "14", "15"]);
    assert.deepEqual(await texts(client, "?session=1"), numbers);
    assert.deepEqual(await texts(client, "?after=13"), ["14", "15"]);
    assert.equal((await latest(client)).text, "15");
    // The reader holds the cursor: another one still gets it.
    assert.equal(await latest(client, 15), null);
    assert.equal((await latest(client, 14)).text, "15");
    await client.post("/messages", { text: "16" });
    assert.equal((await latest(client, 15)).text, "16");
    assert.equal((await client.get("/messages?session=2")).status, 404);
  });

  it("come in pages, and readers go on after what they know in the next session", async () => {
    const client = await newClient();
    await client.post("/sessions");
    await queue(client, "a", "b", "c");
    const { body } = await client.get("/messages?limit=2");
    assert.equal(body.next_after, 2);
    assert.equal((await client.get("/messages?limit=2&after=2")).body.next_after, null);
    await client.post("/sessions/current/stop");
    assert.equal((await queue(client, "lost")).status, 409);
    await client.post("/sessions");
    assert.deepEqual(await texts(client, "/last"), []);
    await queue(client, "d");
    assert.deepEqual(await texts(client, "?after=3"), ["d"]);
    assert.equal((await latest(client, 3)).seq, 4);
    assert.deepEqual(await texts(client, "/last?session=1"), ["a", "b", "c"]);
    await client.delete("/sessions/2");
    await client.post("/sessions");
    await queue(client, "e");
    assert.equal((await latest(client, 4)).seq, 5);
  });

  it("are refused as a whole when one is no text", async () => {
    const client = await newClient();
    await client.post("/sessions");
    for (
      const body of [{}, { texts: [] }, { texts: ["a", 1] }, { text: "a\0" }, { text: "\ud800" }]
    ) {
      assert.equal((await client.post("/messages", body)).status, 422, JSON.stringify(body));
    }
    assert.deepEqual(await texts(client, ""), []);
  });
});

describe("live values of a logger", () => {
  const at = (second: number) =>
    Temporal.Instant.from("2026-06-21T08:00:00Z").add({ seconds: second }).toString();
  const values = async (client: LoggerClient, query = "") => {
    const { body } = await client.get(`/live${query}`);
    return body.variables.map((
      { name, values }: { name: string; values: { time_utc: string; value: number }[] },
    ) => [name, values.map(({ value }) => value)]);
  };

  it("are at most 50 of each variable, the newest first, from a time on", async () => {
    const client = await newClient();
    for (const name of ["A", "B"]) {
      const sixty = Array.from(
        { length: 60 },
        (_, i): [string, string, number] => [name, at(i), i],
      );
      await storeAs(app, client.logger, sixty);
    }
    const newest = Array.from({ length: 50 }, (_, i) => 59 - i);
    assert.deepEqual(await values(client), [["A", newest], ["B", newest]]);
    const five = [59, 58, 57, 56, 55];
    assert.deepEqual(await values(client, `?since=${at(55)}`), [["A", five], ["B", five]]);
    assert.deepEqual(await values(client, `?since=${at(60)}`), []);
  });

  it("are hidden when they are cleared, and deleted from nowhere", async () => {
    const client = await newClient();
    await client.post("/sessions");
    await storeAs(app, client.logger, [["A", "2026-06-21T08:07:00Z", 1]]);
    app.clock.now = app.clock.now.add({ seconds: 1 });
    assert.equal((await client.post("/live/clear")).status, 200);
    app.clock.now = app.clock.now.subtract({ seconds: 1 });
    assert.deepEqual(await values(client), []);
    assert.equal((await client.get("/sessions/1/readings")).body.readings.length, 1);
    await storeAs(app, client.logger, [["A", "2026-06-21T08:07:01Z", 2]]);
    assert.deepEqual(await values(client), [["A", [2]]]);
  });
});

describe("settings of a logger", () => {
  const SIX = {
    loggerPort: "8989",
    loggerIp: "192.168.1.79",
    clientPort: "8988",
    clientIp: "192.168.1.79",
    sampleRate: "50",
    clientRefreshRate: "2",
  };
  const settings = async (client: LoggerClient) => (await client.get("/settings")).body.settings;

  it("are the six of the sample until others are set, and loading these changes nothing", async () => {
    const client = await newClient();
    assert.deepEqual(await settings(client), SIX);
    for (let i = 0; i < 2; i++) {
      await client.put("/settings?do_update=false", { settings: SIX });
      assert.deepEqual(await settings(client), SIX);
    }
  });

  it("are updated, unless what is there is to stay", async () => {
    const client = await newClient();
    await client.put("/settings", { settings: { a: 1 } });
    await client.put("/settings", { settings: { a: "2", sampleRate: 10 } });
    assert.deepEqual(await settings(client), { ...SIX, a: "2", sampleRate: "10" });
    const kept = { a: "3", b: true, sampleRate: 1, loggerPort: 1 };
    await client.put("/settings", { settings: kept, do_update: false });
    assert.deepEqual(await settings(client), { ...SIX, a: "2", b: "true", sampleRate: "10" });
    await client.put("/settings", { settings: { a: null, b: null, sampleRate: null } });
    assert.deepEqual(await settings(client), SIX);
  });

  it("are refused when they cannot be stored", async () => {
    const client = await newClient();
    for (
      const wrong of [{ "": "a" }, { " a": "b" }, { a: "\0" }, { ["a".repeat(101)]: "" }, { a: {} }]
    ) {
      assert.equal((await client.put("/settings", { settings: wrong })).status, 422);
    }
    const many = (first: number) =>
      Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${first + i}`, "v"]));
    assert.equal((await client.put("/settings", { settings: many(0) })).status, 200);
    assert.equal((await client.put("/settings", { settings: many(150) })).status, 409);
    assert.equal(Object.keys(await settings(client)).length, 156);
  });
});
