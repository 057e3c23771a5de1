import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../routes/app.ts";
import { as, postForm, type TestApp, testApp, withToken } from "../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

type Ask = (site: string) => Promise<Response>;

const page = (path: (site: string) => string): Ask => (site) =>
  as(app, app.cast.charlie).get(path(site));
const api = (path: (site: string) => string): Ask => (site) =>
  withToken(app, app.cast.charlie.token).get(`/api/v1${path(site)}`);

/** Routes of one site: a stranger's is as if it weren't there. */
const OF_A_SITE: Record<string, Ask> = {
  "GET /sites/:site": page((site) => `/sites/${site}`),
  "GET /sites/:site/day.csv": page((site) => `/sites/${site}/day.csv`),
  "GET /api/v1/sites/:site_uuid/forecast": api((site) => `/sites/${site}/forecast`),
  "GET /api/v1/sites/:site_uuid/generation": api((site) => `/sites/${site}/generation`),
};

/** The other routes: what they are asked with of alice's, and their status. */
const OTHERS: Record<string, [Ask, number]> = {
  "GET /": [page(() => "/"), 303],
  "GET /sites": [page((site) => `/sites?page=1&site=${site}`), 200],
  "GET /sign-in": [page((site) => `/sign-in?next=/sites/${site}`), 303],
  "POST /sign-in": [() => {
    const { alice, charlie } = app.cast;
    return postForm(app, "/sign-in", { email: alice.email, password: charlie.password });
  }, 401],
  "GET /set-password": [page(() => `/set-password?token=${app.cast.alice.session}`), 404],
  "POST /set-password": [() => {
    const form = { token: app.cast.alice.session, password: "charlie would like that" };
    return as(app, app.cast.charlie).post("/set-password", form);
  }, 404],
  "GET /api/v1/sites": [api((site) => `/sites?cursor=${site.replace(/.$/, "0")}`), 200],
  "GET /api/v1/status": [api(() => "/status"), 200],
  "GET /api/v1/openapi.json": [api(() => "/openapi.json"), 200],
  "GET /healthz": [page(() => "/healthz"), 200],
  "GET /readyz": [page(() => "/readyz"), 200],
  "GET /static/:hash/:name": [page(() => app.services.assets.urls.style), 200],
  "POST /sign-out": [() => {
    const { alice, charlie } = app.cast;
    return as(app, charlie).post("/sign-out", { user_uuid: alice.user_uuid });
  }, 303],
};

const NOBODYS = "00000000-0000-4000-8000-000000000000";

/** An answer without what differs from request to request. */
async function answer(response: Response, site: string) {
  const body = (await response.text()).replaceAll(site, "SITE")
    .replace(/"request_id":"[^"]*"/, "");
  const headers = [...response.headers].filter(([name]) => name !== "x-request-id");
  return { status: response.status, headers, body };
}

describe("every route has its stranger", () => {
  it("knows every route of the app", () => {
    const routes = createApp(app.services).routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`);
    const known = [...Object.keys(OF_A_SITE), ...Object.keys(OTHERS)];
    assert.deepEqual([...new Set(routes)].sort(), known.sort());
  });

  for (const [route, ask] of Object.entries(OF_A_SITE)) {
    it(`${route} answers for alice's site as for one that isn't there`, async () => {
      const { plant } = app.cast.sites;
      const strangers = await answer(await ask(plant), plant);
      assert.equal(strangers.status, 404);
      assert.deepEqual(strangers, await answer(await ask(NOBODYS), NOBODYS));
    });
  }

  for (const [route, [ask, status]] of Object.entries(OTHERS)) {
    it(`${route} tells charlie nothing of alice's`, async () => {
      const { alice, sites: { plant, bare } } = app.cast;
      const response = await ask(plant);
      assert.equal(response.status, status);
      const body = await response.text();
      const typed = route === "POST /sign-in" ? [] : [alice.email];
      for (const secret of [plant, bare, "Plant", alice.user_uuid, "Roofs", ...typed]) {
        assert.ok(!body.includes(secret), secret);
      }
    });
  }

  it("leaves alice's session and password as they were", async () => {
    const { alice } = app.cast;
    assert.equal((await as(app, alice).get("/sites")).status, 200);
    const { email, password } = alice;
    assert.equal((await postForm(app, "/sign-in", { email, password })).status, 303);
  });
});
