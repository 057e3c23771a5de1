import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../routes/app.ts";
import { as, postForm, type TestApp, testApp } from "../support/app.ts";
import { account } from "./strangers/account.ts";
import { accuracy } from "./strangers/accuracy.ts";
import { admin_sites } from "./strangers/admin_sites.ts";
import { core } from "./strangers/core.ts";
import { groups } from "./strangers/groups.ts";
import { latest } from "./strangers/latest.ts";
import { models } from "./strangers/models.ts";
import { series } from "./strangers/series.ts";
import { ingest } from "./strangers/create.ts";
import { sites } from "./strangers/sites.ts";
import { status } from "./strangers/status.ts";
import { users } from "./strangers/users.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

// The core comes last: it signs charlie out.
const ROOMS = [
  accuracy,
  account,
  admin_sites,
  groups,
  ingest,
  latest,
  models,
  series,
  sites,
  status,
  users,
  core,
];
const OF_A_SITE = Object.assign({}, ...ROOMS.map((room) => room.ofASite)) as NonNullable<
  typeof core.ofASite
>;
const OTHERS = Object.assign({}, ...ROOMS.map((room) => room.others)) as NonNullable<
  typeof core.others
>;

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
      // A problem names the address that was asked for, which charlie knows.
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
    assert.equal((await postForm(app, "/sign-in", { email, password })).status, 303);
  });
});
