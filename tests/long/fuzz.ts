import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../support/app.ts";
import { actorsOf, randomRequests, seededRandom } from "../support/fuzz.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { routesOf } from "../support/routes.ts";
import { forecasted, measured, periods } from "../support/values.ts";
import { liftTokenLimits } from "../support/token_limits.ts";

const REQUESTS = 20_000;
const AT_ONCE = 4;
const LIMIT_MS = 2000;
const SEED = Number(Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 2 ** 31));
/** Names that nothing in a request has: in the data of alice's group, and in those of charlie's. */
const CANARIES = { roofs: "canary-of-the-roofs", hills: "canary-of-the-hills" };

let app: TestApp;
let dataDir: string;
let service: RealService;

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  await owner`update sites set client_site_name = ${CANARIES.roofs}
    where site_uuid in (${plant}, ${bare})`;
  await owner`update sites set client_site_name = ${CANARIES.hills} where site_uuid = ${turbine}`;
  for (const [site, canary] of [[plant, CANARIES.roofs], [turbine, CANARIES.hills]] as const) {
    const day = periods("2026-06-21T00:00:00Z", 15, 96);
    await measured(owner, site, day, (index) => index % 40);
    await forecasted(owner, site, "2026-06-21T00:00:00Z", day, (index) => index % 40);
    await owner`update sites set note = ${canary} where site_uuid = ${site}`;
  }
  // Else most requests of scripts would meet their limit alone.
  await liftTokenLimits(owner);
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-long-" });
  service = await realService({ DATABASE_URL: app.database.url, DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill("SIGINT");
  await app.close();
  await Deno.remove(dataDir, { recursive: true });
});

/** Returns the canary that an actor must not see; undefined for admins, who see all. */
function foreign(actor: string): string[] {
  if (actor.startsWith("admin")) return [];
  if (actor.startsWith("stranger")) return [CANARIES.roofs];
  return actor === "nobody" ? Object.values(CANARIES) : [CANARIES.hills];
}

describe(`${REQUESTS} random requests to every route as 8 actors (FUZZ_SEED=${SEED})`, () => {
  it("meet no fault of the service, no data of others, and nothing slow", async () => {
    const random = seededRandom(SEED);
    // These end an actor's session, or give its token another secret.
    const ending = /^\/sign-out$|^\/account\/sessions\/end-all$|\/rotate$/;
    const routes = routesOf(app, "/").filter(({ pattern }) => !ending.test(pattern));
    const next = randomRequests(routes, app.cast, random);
    const actors = actorsOf(app.cast, service.origin);
    const statuses = new Map<number, number>();
    const [faults, leaks, slow]: [string[], string[], string[]] = [[], [], []];
    const times: number[] = [];
    let left = REQUESTS;
    async function sender() {
      while (left-- > 0) {
        const actor = actors[left % actors.length]!;
        const { text, address, init } = next(actor);
        const start = performance.now();
        const response = await fetch(service.origin + address, init);
        const content = await response.text();
        const ms = performance.now() - start;
        times.push(ms);
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        const seen = content + JSON.stringify([...response.headers]);
        if (response.status >= 500) faults.push(`${response.status} ${text}\n${content}`);
        if (foreign(actor.name).some((canary) => seen.includes(canary))) leaks.push(text);
        if (ms > LIMIT_MS) slow.push(`${ms.toFixed(0)} ms ${text}`);
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor((REQUESTS - 1) * share)]!.toFixed(0);
    console.log(
      `${routes.length} routes, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; statuses`,
      Object.fromEntries([...statuses].toSorted()),
    );
    assert.deepEqual({ faults, leaks, slow }, { faults: [], leaks: [], slow: [] });
    assert.doesNotMatch(service.log(), /\[ERR\]/);
    for (const { name, headers } of actors.filter(({ name }) => name !== "nobody")) {
      const path = "cookie" in headers ? "/sites" : "/api/v1/sites";
      const response = await fetch(service.origin + path, { headers, redirect: "manual" });
      await response.body?.cancel();
      assert.equal(response.status, 200, `${name} cannot do anything any more`);
    }
  });
});
