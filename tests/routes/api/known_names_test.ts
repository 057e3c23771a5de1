import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { placesIn, problemOf } from "../../support/problem.ts";

const BASE = "/api/v1";
let app: TestApp;
let operations: { method: string; address: string; takesBody: boolean; type?: string }[];
beforeAll(async () => {
  app = await testApp();
  const { paths } = await (await app.fetch(`${BASE}/openapi.json`)).json();
  const { alice, sites } = app.cast;
  const keys: Record<string, string> = {
    site_uuid: sites.plant,
    site_group_uuid: alice.site_group_uuid,
    user_uuid: alice.user_uuid,
  };
  operations = Object.entries<Record<string, { requestBody?: { content: object } }>>(paths)
    .flatMap(([path, of]) =>
      Object.entries(of).map(([method, { requestBody }]) => ({
        method: method.toUpperCase(),
        address: BASE + path.replace(/\{(\w+)\}/g, (_, name) => keys[name] ?? crypto.randomUUID()),
        takesBody: "application/json" in (requestBody?.content ?? {}),
        type: Object.keys(requestBody?.content ?? {})[0],
      }))
    );
});
afterAll(() => app.close());

const send = (method: string, address: string, body?: unknown, type = "application/json") =>
  app.fetch(address, {
    method,
    headers: {
      authorization: `Bearer ${app.cast.ada.token}`,
      ...(method === "GET" ? {} : { "content-type": type }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

/** They take files and what other programs send, with all their names. */
const OF_OTHERS = [`${BASE}/charging/home-assistant`, `${BASE}/charging/imports`];

/** The range of the one PUT, whose rows are checked after it. */
const RANGE = "start=2026-06-21T00:00:00Z&end=2026-06-22T00:00:00Z";

/** Checks that a response refuses this one name, and says so. */
async function refusesName(response: Response, what: string): Promise<string> {
  const { errors, detail } = await problemOf(response, 422);
  assert.deepEqual(placesIn({ errors }).map((place) => place.split(".").at(-1)), ["colour"], what);
  assert.ok(detail.includes('"colour" is not known here'), `${what}: ${detail}`);
  return detail;
}

describe("names that a route does not know", () => {
  it("are refused by each route in the query string", async () => {
    assert.ok(operations.length > 30);
    for (const { method, address, takesBody, type } of operations) {
      const body = takesBody ? {} : undefined;
      const response = await send(method, `${address}?colour=red`, body, type);
      await refusesName(response, `${method} ${address}`);
    }
  });

  it("are refused by each route in the body", async () => {
    const withBodies = operations.filter(({ takesBody, address }) =>
      takesBody && !OF_OTHERS.includes(address)
    );
    assert.ok(withBodies.length > 8);
    for (const { method, address } of withBodies) {
      const path = method === "PUT" && address.endsWith("/generation")
        ? `${address}?${RANGE}`
        : address;
      await refusesName(await send(method, path, { colour: "red" }), `${method} ${address}`);
    }
  });

  it("are named with the name that is meant", async () => {
    const { plant } = app.cast.sites;
    const { post, get } = withToken(app, app.cast.alice.token);
    const site = { client_site_name: "Roof", latitude: 51, longitude: 0, capacity_kw: 4 };
    const meant: [response: Response, at: object, name: string][] = [
      [
        await post(`${BASE}/sites`, { ...site, azimuth: 90 }),
        { pointer: "#/azimuth" },
        "orientation",
      ],
      [
        await post(`${BASE}/sites`, { ...site, capacity: 4 }),
        { pointer: "#/capacity" },
        "capacity_kw",
      ],
      [await post(`${BASE}/sites`, { ...site, lat: 51 }), { pointer: "#/lat" }, "latitude"],
      [
        await get(`${BASE}/sites/${plant}/generation?from=2026-06-21`),
        { parameter: "from" },
        "start",
      ],
      [
        await get(`${BASE}/sites/${plant}/forecast?horizon=60`),
        { parameter: "horizon" },
        "min_horizon_minutes",
      ],
    ];
    for (const [response, at, name] of meant) {
      const { errors } = await problemOf(response, 422);
      const wrong = Object.values(at)[0].replace("#/", "");
      const detail = `"${wrong}" is not known here. Write ${name}, or leave it out.`;
      assert.deepEqual(errors, [{ ...at, detail }]);
    }
  });

  it("are refused before anything else is done, and after the right to do it", async () => {
    const { charlie, sites } = app.cast;
    const { get } = withToken(app, charlie.token);
    assert.equal((await get(`${BASE}/models?colour=red`)).status, 403);
    assert.equal((await withToken(app, "nothing").get(`${BASE}/sites?colour=red`)).status, 401);
    assert.equal((await get(`${BASE}/sites/${sites.plant}/generation`)).status, 404);
  });

  it("are ignored by pages", async () => {
    const { alice, sites } = app.cast;
    assert.equal((await as(app, alice).get(`/sites/${sites.plant}?colour=red`)).status, 200);
  });
});
