import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import { quartz, storeRuns, tenRuns } from "../../support/quartz.ts";

const RUNS = Number(Deno.env.get("QUARTZ_INPUTS") ?? 60);

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await storeRuns(app.database.owner, NOW, tenRuns(app.cast.sites.plant));
});
afterAll(() => app.close());

const wild = fc.oneof(
  fc.constantFrom(
    "",
    "null",
    "NaN",
    "inf,-inf",
    "1e999",
    "0001-01-01",
    "9999-12-31",
    "dno",
    "\0",
    "%",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const json = fc.oneof(
  fc.constantFrom(
    null,
    [],
    {},
    "x",
    true,
    -1,
    0,
    1e308,
    "1",
    "2026-06-21T08:00:00",
    "\ud800",
    "\0",
  ),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);
const path = () => {
  const { plant, turbine, bare } = app.cast.sites;
  return fc.record({
    uuid: fc.oneof(fc.constantFrom(plant, turbine, bare, `{${plant}}`, "x", "%00"), fc.uuid()),
    what: fc.constantFrom("pv_actual", "pv_forecast", "clearsky_estimate"),
  });
};
const query = fc.dictionary(
  fc.constantFrom(
    "sum_by",
    "compact",
    "start_utc",
    "end_utc",
    "latitude_longitude_max",
    "latitude_longitude_min",
  ),
  wild,
);
const site = fc.dictionary(
  fc.constantFrom(
    "client_site_id",
    "client_site_name",
    "orientation",
    "tilt",
    "latitude",
    "longitude",
    "inverter_capacity_kw",
    "module_capacity_kw",
    "capacity_kw",
    "dno",
    "client_uuid",
  ),
  json,
);
const actuals = fc.record({
  site_uuid: json,
  pv_actual_values: fc.oneof(
    json,
    fc.array(fc.record({ datetime_utc: json, actual_generation_kw: json }), { maxLength: 3 }),
  ),
}, { requiredKeys: [] });

const METHODS = ["GET", "POST", "PUT", "DELETE"];

describe("whatever is sent to Quartz", () => {
  it("is answered or refused in JSON, and no mistake of ours", async () => {
    const client = quartz(app);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...METHODS),
        path(),
        query,
        fc.oneof(site, actuals, json),
        async (method, { uuid, what }, parameters, body) => {
          const search = new URLSearchParams(parameters);
          const many = new URLSearchParams({ ...parameters, site_uuids: uuid });
          const paths = {
            GET: [`/sites?${search}`, `/sites/${uuid}/${what}`, `/sites/${what}?${many}`],
            POST: ["/sites", `/sites/${uuid}/pv_actual`],
            PUT: [`/sites/${uuid}`],
            DELETE: [
              `/sites/delete/${crypto.randomUUID()}`,
              `/sites/delete/${encodeURIComponent(uuid)}`,
            ]
              .slice(0, 1),
          }[method]!;
          for (const path of paths) {
            const init = method === "GET" || method === "DELETE" ? { method } : {
              method,
              body: JSON.stringify(body),
              headers: {
                authorization: `Bearer ${app.cast.alice.token}`,
                "content-type": "application/json",
              },
            };
            const { status, text, headers } = await client.get(path, init);
            const seen = `${method} ${path} ${JSON.stringify(body)}: ${status} ${text}`;
            assert.ok(status < 500, seen);
            assert.ok(status === 204 || headers.get("content-type") === "application/json", seen);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
