import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RawConnection, rawConnection, requestHead } from "../support/raw.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { measured, periods } from "../support/values.ts";
import { liftTokenLimits } from "../support/token_limits.ts";

const WARM_UP = 5000;
const CLIENTS = 200;
const IDLE = 1000;
const READS = 400;
const LIMIT_MS = 500;
const MORE_MB = 100;
const AFTER_SECONDS = 30;

let database: TestDatabase;
let cast: Cast;
let dataDir: string;
let service: RealService;
let baseMb: number;

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  await liftTokenLimits(database.owner);
  const year = periods("2025-06-21T00:00:00Z", 15, 365 * 96);
  await measured(database.owner, cast.sites.plant, year, (index) => index % 40);
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-long-" });
  service = await realService({ DATABASE_URL: database.url, DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill("SIGINT");
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

/** Reads as another tenant, one request after the other; returns the times in order. */
async function timesOfOther(): Promise<number[]> {
  const times: number[] = [];
  for (let read = 0; read < READS; read++) {
    const start = performance.now();
    const response = await service.api(cast.charlie.token, "/sites");
    await response.body?.cancel();
    assert.equal(response.status, 200);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b);
}

async function opened(count: number, text: string): Promise<RawConnection[]> {
  const open: RawConnection[] = [];
  for (let client = 0; client < count; client++) {
    const connection = await rawConnection(service.origin);
    await connection.send(text);
    open.push(connection);
  }
  return open;
}

/** Asserts that others are served while the connections are held, and what is left afterwards. */
async function held(name: string, connections: RawConnection[]): Promise<void> {
  const times = await timesOfOther();
  const peakMb = await service.megabytes();
  for (const connection of connections) connection.close();
  const worst = times[Math.ceil(READS * 0.99) - 1]!;
  const end = performance.now() + AFTER_SECONDS * 1000;
  while (await service.megabytes() > baseMb + MORE_MB && performance.now() < end) await pause(500);
  const afterMb = await service.megabytes();
  const figures = `${name}: p50 ${times[READS / 2]!.toFixed(0)} ms, p99 ${worst.toFixed(0)} ms; ` +
    `memory before ${baseMb.toFixed(0)}, during ${peakMb.toFixed(0)}, after ${
      afterMb.toFixed(0)
    } MB`;
  console.log(figures);
  assert.ok(worst < LIMIT_MS, figures);
  assert.ok(afterMb <= baseMb + MORE_MB, figures);
}

const unfinished = (line: string, headers: Record<string, string> = {}) =>
  requestHead(line, {
    "Content-Type": "application/json",
    "Content-Length": "1000000",
    ...headers,
  }) + '{"values": [';
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe("another tenant, while clients are slow on purpose", () => {
  it(`is served ${WARM_UP} requests first, after which memory is measured`, async () => {
    const { alice, charlie, sites: { plant } } = cast;
    const paths = ["/sites", `/sites/${plant}/energy`, "/me", `/sites/${plant}/chosen-model`];
    const reader = async (nth: number) => {
      for (let read = nth; read < WARM_UP; read += 8) {
        const path = paths[read % 4]!;
        const token = path.includes(plant) ? alice.token : charlie.token;
        const response = await service.api(token, path);
        await response.body?.cancel();
        assert.equal(response.status, 200);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, nth) => reader(nth)));
    baseMb = await service.megabytes();
  });

  for (const person of ["member", "reader", "nobody"] as const) {
    it(`is served in time beside ${CLIENTS} unfinished bodies of a ${person}`, async () => {
      const { token, readToken } = cast.alice;
      const headers = { member: bearer(token), reader: bearer(readToken), nobody: {} }[person];
      await held(
        `unfinished bodies of a ${person}`,
        await opened(CLIENTS, unfinished("POST /api/v1/generation", headers)),
      );
    });
  }

  it(`is served in time beside ${CLIENTS} unfinished forms of sign-in`, async () => {
    const type = { "Content-Type": "application/x-www-form-urlencoded", Origin: service.origin };
    await held(
      "unfinished forms of sign-in",
      await opened(CLIENTS, unfinished("POST /sign-in", type)),
    );
  });

  it(`is served in time beside ${CLIENTS} clients that never read`, async () => {
    const range = "start=2025-06-21T00:00:00Z&end=2026-06-21T00:00:00Z";
    const line = `GET /api/v1/sites/${cast.sites.plant}/generation?${range}`;
    const connections = await opened(CLIENTS, requestHead(line, bearer(cast.alice.token)));
    await held("clients that never read", connections);
    const [open] = await database.owner`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    assert.equal(open!.count, 0);
  });

  it(`is served in time beside ${IDLE} connections that are kept alive`, async () => {
    const connections = await opened(IDLE, requestHead("GET /healthz"));
    for (const connection of connections) {
      assert.match(await connection.head(), /^HTTP\/1\.1 200/);
    }
    await held("connections kept alive", connections);
  });
});
