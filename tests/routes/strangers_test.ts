import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, postForm, type TestApp, testApp } from "../support/app.ts";
import { ageAttempts } from "../support/attempts.ts";
import { routesOf } from "../support/routes.ts";
import { OF_A_SITE, OTHERS } from "./strangers/all.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** What browsers may keep: assets, and JSON, which they check again each time. */
const STORED = /^\w+ \/(api|quartz|static|healthz|readyz)/;
const NOBODYS = "00000000-0000-4000-8000-000000000000";

/** Returns a response without what differs from request to request. */
async function answer(response: Response, site: string) {
  const body = (await response.text()).replaceAll(site, "SITE")
    .replace(/"request_id":"[^"]*"/, "");
  // What is left of a minute's requests differs between any two.
  const headers = [...response.headers]
    .filter(([name]) => !["x-request-id", "ratelimit"].includes(name));
  return { status: response.status, headers, body };
}

describe("every route has its stranger", () => {
  it("knows every route of the app", () => {
    const routes = routesOf(app, "/").map(({ method, pattern }) => `${method} ${pattern}`);
    const known = [...Object.keys(OF_A_SITE), ...Object.keys(OTHERS)];
    assert.deepEqual(routes.sort(), known.sort());
  });

  for (const [route, ask] of Object.entries(OF_A_SITE)) {
    it(`${route} answers for alice's site as for one that isn't there`, async () => {
      const { plant } = app.cast.sites;
      const strangers = await answer(await ask(app, plant), plant);
      assert.equal(strangers.status, 404);
      assert.deepEqual(strangers, await answer(await ask(app, NOBODYS), NOBODYS));
    });
  }

  for (const [route, [ask, status]] of Object.entries(OTHERS)) {
    it(`${route} tells charlie nothing of alice's`, async () => {
      const { alice, sites: { plant, bare } } = app.cast;
      const response = await ask(app, plant);
      const body = await response.text();
      assert.equal(response.status, status, body);
      if (!STORED.test(route)) {
        assert.equal(response.headers.get("cache-control"), "no-store", "a page is never stored");
      }
      // A problem repeats the requested address, which charlie knows.
      const told = body.replace(/"instance":"[^"]*"/, "");
      const typed = route === "POST /sign-in" ? [] : [alice.email];
      for (const secret of [plant, bare, "Plant", alice.user_uuid, "Roofs", ...typed]) {
        assert.ok(!told.includes(secret), secret);
      }
    });
  }

  it("leaves alice's session and password as they were", async () => {
    const { alice } = app.cast;
    assert.equal((await as(app, alice).get("/sites")).status, 200);
    const { email, password } = alice;
    await ageAttempts(app.database.owner);
    assert.equal((await postForm(app, "/sign-in", { email, password })).status, 303);
  });
});
