import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { rowsButLog } from "../../support/all_rows.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { problemOf } from "../../support/problem.ts";
import { routesOf } from "../../support/routes.ts";
import { forecasted, measured, periods } from "../../support/values.ts";
import { OF_A_SITE } from "../strangers/all.ts";

const NOBODYS = "00000000-0000-4000-8000-000000000000";
/** Name, power and UUID of the site that a token for the other one must never show. */
const CANARY = { name: "Canary", kw: 77.125 };
const RANGE = "start=2026-06-21T06:00:00Z&end=2026-06-21T10:00:00Z";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { sites, alice } } = app;
  await owner`
    update sites set client_site_name = ${CANARY.name}, latitude = 51, longitude = 0,
      capacity_kw = 100, dno = '{"dno_id": "1"}' where site_uuid = ${sites.bare}`;
  const times = periods("2026-06-21T06:00:00Z", 15, 16);
  const value = (site_uuid: string) => ({
    site_uuid,
    start_utc: "2026-06-20T06:00:00Z",
    end_utc: "2026-06-20T06:15:00Z",
    generation_power_kw: 1,
  });
  const values = [value(sites.plant), value(sites.bare)];
  assert.equal(
    (await withToken(app, alice.token).post("/api/v1/generation", { values })).status,
    201,
  );
  for (const [site, kw] of [[sites.plant, 1], [sites.bare, CANARY.kw]] as const) {
    await measured(owner, site, times.slice(0, 8), () => kw);
    await forecasted(owner, site, "2026-06-21T06:00:00Z", times, () => kw);
  }
});
afterAll(() => app.close());

async function limited(
  { user_uuid }: Person,
  limits: { onlyGeneration?: boolean; siteUuids?: string[] },
): Promise<string> {
  const { secret, prefix } = newToken();
  const token = { hash: hashSecret(secret), prefix, canWrite: true, days: null, ...limits };
  await tokens.add(app.database.owner, user_uuid, token);
  return secret;
}

/**
 * Requests each route of the API with a token, of this site where the path has one; only those of a
 * method when one is given.
 */
async function walk(secret: string, site: string, only?: string) {
  const routes = routesOf(app, "/api/v1/").filter(({ method, path }) =>
    !path.endsWith("openapi.json") && (only ?? method) === method
  );
  assert.ok(routes.length > (only ? 20 : 50));
  return await Promise.all(routes.map(async ({ method, pattern, path }) => {
    const url = path.replace(app.cast.sites.plant, site) + (method === "GET" ? `?${RANGE}` : "");
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    const plain = method === "GET" && !/sums|latest|forecast|generation/.test(path)
      ? url.split("?")[0]!
      : url;
    const body = method === "GET" ? undefined : "{}";
    const response = await app.fetch(plain, { method, headers, body });
    return { route: `${method} ${pattern}`, status: response.status, text: await response.text() };
  }));
}

function assertNoCanary(text: string, what: string): void {
  const told = text.replace(/"instance":"[^"]*"/, "");
  for (const secret of [CANARY.name, String(CANARY.kw), app.cast.sites.bare]) {
    assert.ok(!told.includes(secret), `${what} tells ${secret}`);
  }
}

/** Responses about all sites that a viewer sees, which are cached by their ETags. */
const OF_ALL_SITES = [
  "/api/v1/sites",
  `/api/v1/forecasts/latest?${RANGE}`,
  `/api/v1/forecasts/latest?${RANGE}&format=columns`,
  `/api/v1/forecast/sums?${RANGE}`,
  `/api/v1/generation/sums?${RANGE}`,
  "/api/v1/accuracy",
  "/api/v1/batches",
];

describe("a token for some sites", () => {
  let forPlant: string;
  let before: Set<string>;
  beforeAll(async () => {
    forPlant = await limited(app.cast.alice, { siteUuids: [app.cast.sites.plant] });
    before = await rowsButLog(app.database.owner);
  });

  for (const [route, ask] of Object.entries(OF_A_SITE)) {
    if (!route.includes(" /api/v1/")) continue;
    it(`takes another site of the group at ${route} for one that isn't there`, async () => {
      const { alice, sites: { bare } } = app.cast;
      const charlie = { ...alice, token: forPlant };
      const withLimit = { ...app, cast: { ...app.cast, charlie } };
      const [ofBare, ofNobodys] = [await ask(withLimit, bare), await ask(withLimit, NOBODYS)];
      const [text, nobodys] = [await ofBare.text(), await ofNobodys.text()];
      assert.deepEqual([ofBare.status, ofNobodys.status], [404, 404], text);
      const plain = (body: string, site: string) =>
        body.replaceAll(site, "SITE").replace(/"request_id":"[^"]*"/, "");
      assert.equal(plain(text, bare), plain(nobodys, NOBODYS));
    });
  }

  it("is told nothing of the others by any route, and changes nothing of theirs", async () => {
    const { alice, ada, sites: { plant, bare } } = app.cast;
    for (const person of [alice, ada]) {
      const secret = await limited(person, { siteUuids: [plant] });
      for (const { route, text, status } of await walk(secret, bare)) {
        assertNoCanary(text, route);
        if (!route.startsWith("GET")) assert.ok([403, 404, 415, 422].includes(status), route);
      }
    }
    assert.deepEqual([...before.difference(await rowsButLog(app.database.owner))], []);
  });

  it("shows its site, and refuses what is about the group, its users or the service", async () => {
    const { plant } = app.cast.sites;
    const secret = await limited(app.cast.alice, { siteUuids: [plant] });
    const seen = await walk(secret, plant, "GET");
    const open = seen.filter(({ status }) => status === 200);
    assert.deepEqual(open.map(({ route }) => route).sort(), [
      "GET /api/v1/accuracy",
      "GET /api/v1/batches",
      "GET /api/v1/charging/sessions",
      "GET /api/v1/clear-sky",
      "GET /api/v1/forecast/sums",
      "GET /api/v1/forecasts/latest",
      "GET /api/v1/freshness",
      "GET /api/v1/generation",
      "GET /api/v1/generation/sums",
      "GET /api/v1/import-readings",
      "GET /api/v1/imports",
      "GET /api/v1/loggers",
      "GET /api/v1/me",
      "GET /api/v1/me/usage",
      "GET /api/v1/sites",
      "GET /api/v1/sites/:site_uuid",
      "GET /api/v1/sites/:site_uuid/accuracy",
      "GET /api/v1/sites/:site_uuid/chosen-model",
      "GET /api/v1/sites/:site_uuid/clear-sky",
      "GET /api/v1/sites/:site_uuid/energy",
      "GET /api/v1/sites/:site_uuid/energy/days",
      "GET /api/v1/sites/:site_uuid/energy/months",
      "GET /api/v1/sites/:site_uuid/forecast",
      "GET /api/v1/sites/:site_uuid/generation",
      "GET /api/v1/sites/:site_uuid/hints",
      "GET /api/v1/sites/:site_uuid/history",
      "GET /api/v1/sites/:site_uuid/inverters",
      "GET /api/v1/sites/:site_uuid/outages",
      "GET /api/v1/sites/:site_uuid/report",
      "GET /api/v1/sites/:site_uuid/runs",
      "GET /api/v1/sites/:site_uuid/series",
      "GET /api/v1/sites/:site_uuid/weather",
      "GET /api/v1/snapshot",
      "GET /api/v1/status",
      "GET /api/v1/status/history",
      "GET /api/v1/weather",
    ]);
    for (const { text, route } of open) assertNoCanary(text, route);
    for (const path of ["/tokens", "/users", "/groups"]) {
      const problem = await problemOf(await withToken(app, secret).get(`/api/v1${path}`), 403);
      assert.match(problem.detail, /^This API token is limited to some sites/);
    }
    await problemOf(await withToken(app, secret).post("/api/v1/sites", { capacity_kw: 1 }), 403);
  });

  it("never gets the cached answer of the whole group, nor 304 for its ETag", async () => {
    const { alice, sites: { plant } } = app.cast;
    for (const url of OF_ALL_SITES) {
      const whole = await withToken(app, alice.token).get(url);
      const body = await whole.text();
      // There is no accuracy yet: both responses are the same, and so are their ETags.
      const isSame = /accuracy/.test(url);
      const headers = {
        authorization: `Bearer ${forPlant}`,
        "if-none-match": isSame ? "none" : whole.headers.get("etag")!,
      };
      const part = await app.fetch(url, { headers });
      assert.equal(part.status, 200, url);
      const text = await part.text();
      assertNoCanary(text, url);
      if (!isSame) assert.notEqual(text, body, url);
      if (!/sums|latest/.test(url)) continue;
      assert.notEqual(part.headers.get("etag"), whole.headers.get("etag"), url);
      const named = await withToken(app, alice.token).get(`${url}&site_uuids=${plant}`);
      assert.deepEqual(JSON.parse(text), await named.json(), url);
    }
  });

  it("undoes a batch at its own site alone", async () => {
    const { owner } = app.database;
    const rows = () =>
      owner`select site_uuid from generation where start_utc = '2026-06-20T06:00:00Z'`;
    assert.equal((await rows()).length, 2);
    const { batches } = await (await withToken(app, forPlant).get("/api/v1/batches")).json();
    const path = `/api/v1/batches/${batches[0].batch_id}/undo`;
    assert.equal((await withToken(app, forPlant).post(path)).status, 200);
    assert.deepEqual([...await rows()], [{ site_uuid: app.cast.sites.bare }]);
  });

  it("sees no site once its user is in another group", async () => {
    const secret = await limited(app.cast.charlie, { siteUuids: [app.cast.sites.plant] });
    const { sites } = await (await withToken(app, secret).get("/api/v1/sites")).json();
    assert.deepEqual(sites, []);
  });
});

describe("a token for writing generation", () => {
  it("is refused everywhere else, with a sentence", async () => {
    const { alice, ada, sites: { plant } } = app.cast;
    const before = await rowsButLog(app.database.owner);
    for (const person of [alice, ada]) {
      const secret = await limited(person, { onlyGeneration: true });
      const open = (await walk(secret, plant)).filter(({ status, text }) =>
        status !== 403 || !text.includes("may write generation, and nothing else")
      );
      const others = open.filter(({ route }) => !route.includes("/api/v1/import"));
      assert.deepEqual(others.map(({ route, status }) => `${status} ${route}`).sort(), [
        "403 POST /api/v1/tokens/rotate", // this one may not
        "422 DELETE /api/v1/sites/:site_uuid/generation",
        "422 POST /api/v1/generation",
        "422 POST /api/v1/sites/:site_uuid/generation",
        "422 PUT /api/v1/sites/:site_uuid/generation",
      ]);
    }
    assert.deepEqual([...before.difference(await rowsButLog(app.database.owner))], []);
  });

  it("writes generation, of its sites alone where it names some", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const secret = await limited(alice, { onlyGeneration: true, siteUuids: [plant] });
    const value = { start_utc: "2026-06-19T06:00:00Z", end_utc: "2026-06-19T06:15:00Z" };
    const send = (site: string) =>
      withToken(app, secret).post(`/api/v1/sites/${site}/generation`, {
        values: [{ ...value, generation_power_kw: 1 }],
      });
    assert.equal((await send(plant)).status, 201);
    assert.equal((await send(bare)).status, 404);
    const problem = await problemOf(
      await withToken(app, secret).get(`/api/v1/sites/${plant}/generation`),
      403,
    );
    assert.match(problem.detail, /nothing else/);
  });
});
