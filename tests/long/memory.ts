import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RawConnection, rawConnection, requestHead } from "../support/raw.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";
import { periods } from "../support/values.ts";
import { liftTokenLimits } from "../support/token_limits.ts";

const WARM_UP = 5000;
const MOST_MORE_MB = 100;
/** By which the memory of a process with a garbage collector differs from moment to moment. */
const NOISE_MB = 20;
const MINUTES = 92 * 24 * 60;

let database: TestDatabase;
let cast: Cast;
let service: RealService;
let dataDir: string;
let origin: string;
let warmMegabytes: number;
const connections: RawConnection[] = [];

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  await liftTokenLimits(database.owner);
  await database.owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    select ${cast.sites.plant}::uuid, at, at + interval '1 minute', 1
    from generate_series('2026-01-01'::timestamp, '2026-01-01'::timestamp
      + ${MINUTES - 1}::int * interval '1 minute', interval '1 minute') at`;
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-memory-" });
  service = await realService({ DATABASE_URL: database.url, DATA_DIR: dataDir });
  origin = service.origin;
  for (let at = 0; at < WARM_UP; at += 20) await times(20, () => get("/api/v1/sites"));
  warmMegabytes = await service.megabytes();
});
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  await pause(30_000);
  const more = await service.megabytes() - warmMegabytes;
  assert.ok(more <= MOST_MORE_MB, `${more} MB more than after the warm-up`);
});
afterAll(async () => {
  await service.kill("SIGINT");
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

const times = <T>(count: number, make: (nth: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => make(nth)));

const token = () => ({ Authorization: `Bearer ${cast.alice.token}` });

async function get(path: string): Promise<void> {
  const response = await fetch(`${origin}${path}`, { headers: token() });
  await response.bytes();
  assert.equal(response.status, 200);
}

/** Sends a text on a connection that stays open, and is not read from. */
async function open(text: string): Promise<RawConnection> {
  const connection = await rawConnection(origin);
  connections.push(connection);
  await connection.send(text);
  return connection;
}

/** Waits until a stranger is served, whatever is on its way; memory is that of now. */
async function moreNow(): Promise<number> {
  await pause(2000);
  const response = await fetch(`${origin}/api/v1/sites`, {
    headers: { Authorization: `Bearer ${cast.charlie.token}` },
    signal: AbortSignal.timeout(5000),
  });
  await response.bytes();
  assert.equal(response.status, 200);
  return await service.megabytes() - warmMegabytes;
}

describe("memory that an attack takes", () => {
  it("is little for 100 connections that promise 10 MB each with a token", async () => {
    const headers = { ...token(), "Content-Type": "application/json", "Content-Length": "9999999" };
    await times(100, () => open(`${requestHead("POST /api/v1/generation", headers)}{`));
    const more = await moreNow();
    console.log(`100 promises of 10 MB: ${Math.round(more)} MB more`);
    assert.ok(more < MOST_MORE_MB, `${more} MB`);
  });

  it("is little for 300 bodies sent to /sign-in without an account", async () => {
    const headers = {
      Host: new URL(origin).host,
      Origin: origin,
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Length": "4000",
    };
    await times(300, () => open(`${requestHead("POST /sign-in", headers)}e`));
    const more = await moreNow();
    console.log(`300 unfinished sign-ins: ${Math.round(more)} MB more`);
    assert.ok(more < MOST_MORE_MB, `${more} MB`);
  });

  it("is at most 2 MB for each of 13 clients that never read a response of 14 MB", async () => {
    const path = `/api/v1/sites/${cast.sites.plant}/generation`;
    const range = "?start=2026-01-01T00:00:00Z&end=2026-04-03T00:00:00Z";
    const response = await fetch(`${origin}${path}${range}`, { headers: token() });
    const size = (await response.bytes()).length / 2 ** 20;
    assert.equal(response.status, 200);
    assert.ok(size > 10, `${size} MB`);
    await pause(5000);
    warmMegabytes = Math.max(warmMegabytes, await service.megabytes());
    await times(13, () => open(requestHead(`GET ${path}${range}`, token())));
    const more = await moreNow();
    console.log(`13 unread responses of ${Math.round(size)} MB: ${Math.round(more)} MB more`);
    assert.ok(more < 13 * 2 + NOISE_MB, `${more} MB`);
  });
});

/** All rows become one parameter and one statement at once, and faults of all rows are sorted. */
const STILL_SLOW = new Map([["good rows", 2000], ["rows of which each is bad", 1000]]);

describe("/healthz while 10 MB are parsed and checked", () => {
  const good = () =>
    periods("2026-05-01T00:00:00Z", 1, 80_000)
      .map((period) => ({ ...period, generation_power_kw: 1 }));
  const bodies: Record<string, () => string> = {
    "good rows": () => JSON.stringify({ values: good() }),
    "rows of which each is bad": () => JSON.stringify({ values: Array(199_000).fill({ a: 1 }) }),
    "more rows than are taken": () => `{"values": [${"{},".repeat(3_300_000)}{}]}`,
    "brackets alone": () => "[".repeat(5_000_000),
    "many names": () => `{${Array.from({ length: 700_000 }, (_, i) => `"n${i}":1`).join(",")}}`,
  };
  for (const [name, body] of Object.entries(bodies)) {
    const limitMs = STILL_SLOW.get(name) ?? 200;
    it(`returns within ${limitMs} ms: ${name}`, async () => {
      const path = `${origin}/api/v1/sites/${cast.sites.plant}/generation?on_invalid=skip`;
      const headers = { ...token(), "Content-Type": "application/json" };
      let isDone = false;
      const sent = fetch(path, { method: "POST", headers, body: body() })
        .then(async (response) => [response.status, (await response.text()).slice(0, 200)])
        .finally(() => isDone = true);
      let longest = 0;
      await until(async () => {
        const start = performance.now();
        await (await fetch(`${origin}/healthz`)).bytes();
        longest = Math.max(longest, performance.now() - start);
        return isDone;
      });
      console.log(`${name}: /healthz within ${Math.round(longest)} ms; ${await sent}`);
      assert.ok(longest < limitMs, `${longest} ms`);
    });
  }
});

const MANY = 100_000;

describe("memory over 100,000 mixed requests", () => {
  const json = (path: string, headers: Record<string, string> = {}) => () =>
    fetch(`${origin}/api/v1${path}`, { headers: { ...token(), ...headers } });
  const page = (path: string) => () =>
    fetch(`${origin}${path}`, { headers: { Cookie: `sitecast=${cast.alice.session}` } });
  const measured = (nth: number) => () =>
    fetch(`${origin}/api/v1/sites/${cast.sites.plant}/generation`, {
      method: "POST",
      headers: { ...token(), "Content-Type": "application/json" },
      body: JSON.stringify({
        values: periods("2026-05-01T00:00:00Z", 1, 1)
          .map((period) => ({ ...period, generation_power_kw: nth % 50 })),
      }),
    });

  it("is flat: its least of the last quarter is that of the second one", async () => {
    const site = `/sites/${cast.sites.plant}`;
    const kinds = (nth: number) => [
      json("/me"),
      json("/sites"),
      json(`${site}/forecast`),
      json(`${site}/generation?start=2026-03-${String(nth % 28 + 1).padStart(2, "0")}T00:00:00Z`),
      json(`/sites/${crypto.randomUUID()}/forecast`),
      json("/me", { Authorization: `Bearer ${nth}` }),
      page("/sites"),
      page(site),
      page(`/sites?q=${nth}`),
      measured(nth),
    ];
    const least = [Infinity, Infinity, Infinity, Infinity];
    for (let at = 0; at < MANY; at += 20) {
      const statuses = await times(20, async (nth) => {
        const response = await kinds(at + nth)[nth % 10]!();
        await response.bytes();
        return response.status;
      });
      assert.deepEqual(statuses.filter((status) => ![200, 201, 401, 404].includes(status)), []);
      if (at % 1000 !== 0) continue;
      const quarter = Math.floor(at * 4 / MANY);
      least[quarter] = Math.min(least[quarter]!, await service.megabytes());
    }
    // What these requests keep in caches, all of which are bounded, is no attack.
    warmMegabytes = Math.max(warmMegabytes, least[1]!);
    console.log(`${MANY} requests: at least ${least.map(Math.round).join(", ")} MB by quarter`);
    assert.ok(least[3]! - least[1]! < NOISE_MB, least.join(", "));
  });
});
