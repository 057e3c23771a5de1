import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp, MOUNTS } from "../../../routes/app.ts";
import { BODY_LIMITS } from "../../../routes/http/body_limits.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { problemOf } from "../../support/problem.ts";
import { type RawConnection, rawConnection, requestHead } from "../../support/raw.ts";
import { serve, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let app: TestApp;
let server: TestServer;
/** Requests with a token that have reached the service. */
let reached = 0;
const connections: RawConnection[] = [];
beforeAll(async () => {
  app = await testApp({ trustedProxies: ["127.0.0.1", "::1"] });
  app.services.requestMade = () => void reached++;
  server = serve(app);
});
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});
afterAll(() => server.close());

/** Sends the head of a request and the first byte of its body. */
async function begin(line: string, headers: Record<string, string>): Promise<RawConnection> {
  const connection = await rawConnection(server.origin);
  connections.push(connection);
  await connection.send(requestHead(line, headers) + "{");
  return connection;
}

const tokenOf = (person: keyof TestApp["cast"] & ("alice" | "charlie")) => ({
  Authorization: `Bearer ${app.cast[person].token}`,
  "Content-Type": "application/json",
});

const times = <T>(count: number, make: (nth: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => make(nth)));

const megabytes = () => Deno.memoryUsage().rss / 2 ** 20;

describe("unfinished bodies", () => {
  it("hold no connection of the request pool: after twelve of them others are served", async () => {
    const before = reached;
    await times(
      12,
      () => begin("POST /api/v1/sites", { ...tokenOf("alice"), "Content-Length": "100" }),
    );
    await until(() => reached === before + 12);
    assert.equal((await withToken(app, app.cast.charlie.token).get("/api/v1/sites")).status, 200);
    const [{ open }] = await app.database.owner<[{ open: number }]>`
      select count(*)::int as open from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    assert.equal(open, 0);
  });

  it("take no memory for what they only promise: 100 times 10 MB", async () => {
    const [reachedBefore, megabytesBefore] = [reached, megabytes()];
    await times(
      100,
      () => begin("POST /api/v1/generation", { ...tokenOf("alice"), "Content-Length": "10000000" }),
    );
    await until(() => reached === reachedBefore + 100);
    assert.ok(megabytes() - megabytesBefore < 200, "100 times what was promised is 1,000 MB");
  });

  it("are refused before they are read when they promise too much, or their token is wrong", async () => {
    const large = await begin("POST /api/v1/generation", {
      ...tokenOf("alice"),
      "Content-Length": "99999999",
    });
    assert.match(await large.head(), /^HTTP\/1\.1 413 /);
    const stranger = { Authorization: "Bearer wrong", "Content-Length": "100" };
    assert.match(await (await begin("POST /api/v1/sites", stranger)).head(), /^HTTP\/1\.1 401 /);
    const reader = { Authorization: `Bearer ${app.cast.alice.readToken}`, "Content-Length": "100" };
    assert.match(await (await begin("POST /api/v1/sites", reader)).head(), /^HTTP\/1\.1 403 /);
  });

  it("are ended when their time is over", async () => {
    const limits = { ...BODY_LIMITS, api: { ...BODY_LIMITS.api, seconds: 0 } };
    const { fetch } = createApp(app.services, MOUNTS, limits);
    const slow = Deno.serve({ hostname: "localhost", port: 0, onListen() {} }, fetch);
    const connection = await rawConnection(`http://localhost:${slow.addr.port}`);
    await connection.send(
      requestHead("POST /api/v1/sites", { ...tokenOf("alice"), "Content-Length": "100" }),
    );
    assert.match(await connection.head(), /^HTTP\/1\.1 408 /);
    connection.close();
    await slow.shutdown();
  });
});

describe("300 bodies sent to /sign-in by somebody without an account", () => {
  const signIn = (from: string) => ({
    Host: new URL(server.origin).host,
    Origin: server.origin,
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": "4000",
    "X-Forwarded-For": from,
  });

  it("are refused but for 128 KB of them, and others can still sign in", async () => {
    const before = megabytes();
    const all = await times(300, () => begin("POST /sign-in", signIn("203.0.113.7")));
    let refused = 0;
    for (const connection of all) {
      connection.head().then((head) => /^HTTP\/1\.1 429 /.test(head) && refused++, () => {});
    }
    await until(() => refused === 300 - 32);
    assert.ok(megabytes() - before < 200);
    const { email, password } = app.cast.alice;
    const response = await fetch(`${server.origin}/sign-in`, {
      method: "POST",
      headers: { origin: server.origin, "x-forwarded-for": "203.0.113.8" },
      body: new URLSearchParams({ email, password }),
      redirect: "manual",
    });
    await response.body?.cancel();
    assert.equal(response.status, 303);
  });

  it("count together for an IPv6 network, and have at most 4 KB each", async () => {
    await times(32, (nth) => begin("POST /sign-in", signIn(`2001:db8:0:1::${nth + 1}`)));
    const next = await begin("POST /sign-in", signIn("2001:db8:0:1:ffff::1"));
    assert.match(await next.head(), /^HTTP\/1\.1 429 /);
    const long = { ...signIn("203.0.113.9"), "Content-Length": "4097" };
    assert.match(await (await begin("POST /sign-in", long)).head(), /^HTTP\/1\.1 413 /);
  });
});

describe("a body that is whole", () => {
  it("no longer counts when its request is done, however that ended", async () => {
    const one = { ...BODY_LIMITS.api, clientBytes: BODY_LIMITS.api.leastBytes };
    const { request } = createApp(app.services, MOUNTS, { ...BODY_LIMITS, api: one });
    const post = (body: string) =>
      request("http://localhost:8000/api/v1/sites", {
        method: "POST",
        headers: tokenOf("alice"),
        body,
      });
    const refused = [["{", 400], ["[]", 422], ["{}", 422]] as const;
    for (const [body, status] of refused) assert.equal((await post(body)).status, status);
    const site = JSON.stringify({
      client_site_name: "Barn",
      latitude: 51,
      longitude: 0,
      capacity_kw: 4,
    });
    const both = await Promise.all([post(site), post(site)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 429]);
    const problem = await problemOf(both.find(({ status }) => status === 429)!, 429);
    assert.equal(problem.code, "too_many");
  });

  it("may hold more for a signed-in person than for nobody", async () => {
    app.clock.now = NOW;
    const site = { client_site_name: "Barn", notes: "x".repeat(5000) };
    assert.notEqual((await as(app, app.cast.alice).post("/sites/new", site)).status, 413);
    const nobody = { ...app.cast.alice, session: "ended" };
    const response = await as(app, nobody).post("/sites/new", site);
    assert.equal(response.status, 401);
    assert.match(await response.text(), /what you typed is too long to be kept/);
  });
});
