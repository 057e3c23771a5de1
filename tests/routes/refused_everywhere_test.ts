import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { rowsButLog } from "../support/all_rows.ts";
import { as, type TestApp, testApp } from "../support/app.ts";
import { fillLogger } from "../support/logger_rows.ts";
import { problemOf } from "../support/problem.ts";
import { devices } from "./strangers/devices.ts";
import { type Route, routesOf } from "../support/routes.ts";

let app: TestApp;
let logger: string;
beforeAll(async () => {
  app = await testApp();
  const { alice, sites: { plant } } = app.cast;
  logger = await fillLogger(app.database.owner, alice.site_group_uuid, plant);
});
afterAll(() => app.close());

const routes = (under: string) => routesOf(app, under, { logger, logger_uuid: logger });
const changing = (under: string) => routes(under).filter(({ method }) => method !== "GET");

/** Requests each route, and returns those whose responses have another status. */
async function others(
  wanted: Route[],
  status: number,
  ask: (route: Route) => Promise<Response>,
): Promise<string[]> {
  assert.ok(wanted.length > 5, "there are such routes");
  const wrong: string[] = [];
  for (const route of wanted) {
    const response = await ask(route);
    await response.body?.cancel();
    if (response.status !== status) {
      wrong.push(`${route.method} ${route.path}: ${response.status}`);
    }
  }
  return wrong;
}

describe("what is refused everywhere", () => {
  it("is every page for admins, to a member: as page, as part and as form", async () => {
    const before = await rowsButLog(app.database.owner);
    const alice = as(app, app.cast.alice);
    const admins = routes("/admin");
    const form = { confirm_name: "Roofs", is_admin: "true", site_group_name: "Mine" };
    assert.deepEqual(
      await others(
        admins,
        404,
        ({ method, path }) => method === "GET" ? alice.get(path) : alice.post(path, form),
      ),
      [],
    );
    assert.deepEqual(
      await others(
        admins,
        404,
        ({ method, path }) =>
          method === "GET" ? alice.part(path, "main") : alice.postPart(path, "main", form),
      ),
      [],
    );
    assert.deepEqual(await rowsButLog(app.database.owner), before);
  });

  it("is every change by a token that may only read, an admin's too", async () => {
    const before = await rowsButLog(app.database.owner);
    for (const { readToken } of [app.cast.alice, app.cast.ada]) {
      const headers = { authorization: `Bearer ${readToken}`, "content-type": "application/json" };
      const ask = ({ method, path }: Route) => app.fetch(path, { method, headers, body: "{}" });
      assert.deepEqual(await others(changing("/api/v1"), 403, ask), []);
    }
    const headers = { authorization: `Bearer ${app.cast.ada.readToken}` };
    const problem = await problemOf(
      await app.fetch(`/api/v1/users/${app.cast.alice.user_uuid}`, { method: "DELETE", headers }),
      403,
    );
    assert.match(problem.detail, /may read, not write/);
    assert.deepEqual(await rowsButLog(app.database.owner), before);
  });

  it("is every form that comes from another origin, an admin's too", async () => {
    const before = await rowsButLog(app.database.owner);
    const cookie = `sitecast=${app.cast.ada.session}`;
    // Devices send no cookie: they are let in by the key of their logger.
    const forms = changing("/").filter(({ method, pattern, path }) =>
      !path.startsWith("/api/") && !/^(\/emoncms)?\/input\//.test(path) &&
      !Object.hasOwn(devices.others!, `${method} ${pattern}`)
    );
    for (const origin of ["https://elsewhere.example", "null"]) {
      const headers = {
        cookie,
        origin,
        "content-type": "application/x-www-form-urlencoded",
      };
      const ask = ({ method, path }: Route) => app.fetch(path, { method, headers, body: "a=b" });
      assert.deepEqual(await others(forms, 403, ask), []);
    }
    assert.deepEqual(await rowsButLog(app.database.owner), before);
  });

  it("is every API route without a token, and to a session's cookie", async () => {
    const cookie = `sitecast=${app.cast.ada.session}`;
    const all = routes("/api/v1").filter(({ path }) => !path.endsWith("openapi.json"));
    const ask = ({ method, path }: Route) => app.fetch(path, { method, headers: { cookie } });
    assert.deepEqual(await others(all, 401, ask), []);
  });
});
