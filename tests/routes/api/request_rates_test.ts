import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { problemOf } from "../../support/problem.ts";

const LIMITS = { readsPerMinute: 40, writesPerMinute: 20 };

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ requestLimits: LIMITS });
});
afterAll(() => app.close());

describe("the requests of an API token", () => {
  beforeEach(() => {
    app.clock.now = app.clock.now.add({ minutes: 1 });
  });

  const read = (token = app.cast.alice.token) => withToken(app, token).get("/api/v1/sites?limit=1");
  const write = () => withToken(app, app.cast.alice.token).post("/api/v1/sites", {});

  async function statuses(count: number, send: () => Promise<Response>): Promise<number[]> {
    const sent = [];
    for (let i = 0; i < count; i++) sent.push((await send()).status);
    return sent;
  }

  it("are so many reads and so many writes in a minute, and then wait for the next one", async () => {
    assert.deepEqual(new Set(await statuses(40, read)), new Set([200]));
    const refused = await read();
    await problemOf(refused, 429);
    assert.equal(refused.headers.get("retry-after"), "60");
    assert.equal(refused.headers.get("ratelimit-policy"), '"reads";q=40;w=60');
    assert.equal(refused.headers.get("ratelimit"), '"reads";r=0;t=60');
    assert.deepEqual(new Set(await statuses(20, write)), new Set([422]));
    assert.equal((await write()).status, 429);
    assert.equal((await read(app.cast.alice.readToken)).status, 200, "another token of hers");
    app.clock.now = app.clock.now.add({ minutes: 1 });
    assert.equal((await read()).status, 200);
  });

  it("tell with each response what is left", async () => {
    await statuses(9, read);
    assert.equal((await read()).headers.get("ratelimit"), '"reads";r=30;t=60');
    const me = await withToken(app, app.cast.alice.token).get("/api/v1/me");
    assert.equal(me.headers.get("ratelimit"), '"reads";r=29;t=60');
  });

  it("are counted for two instances together, also when they come at once", async () => {
    const other = createApp(app.services);
    const headers = { authorization: `Bearer ${app.cast.alice.token}` };
    const elsewhere = async () =>
      await other.fetch(new Request("http://localhost:8000/api/v1/sites?limit=1", { headers }), {
        remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
      });
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_, i) => i % 2 === 0 ? read() : elsewhere()),
    );
    const passed = sent.filter(({ status }) => status === 200).length;
    assert.ok(passed <= 40, `${passed} passed`);
    assert.ok(sent.every(({ status }) => status === 200 || status === 429));
    const [{ taken }] = await app.database.owner<[{ taken: number }]>`
      select max(taken) as taken from app.request_leases where not writes`;
    assert.equal(taken, 40, "none was refused while some were free");
  });

  it("are as many as admins allow a user, by the API or by the form", async () => {
    const { ada, alice } = app.cast;
    const path = `/users/${alice.user_uuid}`;
    const admins = withToken(app, ada.token);
    const set = await admins.put(`/api/v1${path}/request-limits`, { reads_per_minute: 3 });
    assert.deepEqual(await set.json(), { reads_per_minute: 3, writes_per_minute: null });
    assert.deepEqual(await statuses(4, read), [200, 200, 200, 429]);
    const form = { reads_per_minute: "", writes_per_minute: "2" };
    assert.equal((await as(app, ada).post(`/admin${path}/limits`, form)).status, 303);
    const kept = await admins.get(`/api/v1${path}/request-limits`);
    assert.deepEqual(await kept.json(), { reads_per_minute: null, writes_per_minute: 2 });
    assert.deepEqual(await statuses(3, write), [422, 422, 429]);
    const wrong = await as(app, ada).post(`/admin${path}/limits`, { reads_per_minute: "0" });
    assert.equal(wrong.status, 422);
  });
});

describe("wrong API tokens", () => {
  const send = (token: string) => withToken(app, token).get("/api/v1/sites?limit=1");

  it("have to wait after many of one network, where right ones need not", async () => {
    for (let i = 0; i < 50; i++) await problemOf(await send(`wrong${i}`), 401);
    const refused = await send("another");
    await problemOf(refused, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.equal((await send(app.cast.charlie.token)).status, 200);
  });
});
