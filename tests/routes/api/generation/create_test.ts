import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, placesIn, problemOf } from "../../../support/problem.ts";
import { type Period, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

const START = "2026-06-21T06:00:00Z";
const [first, second] = periods(START, 15, 2) as [Period, Period];
const post = (path: string, body: unknown, token = app.cast.alice.token) =>
  withToken(app, token).post(`/api/v1${path}`, body);
const toPlant = (name: string, body: unknown, token?: string) =>
  post(`/sites/${app.cast.sites.plant}/${name}`, body, token);

/** Returns what became of the rows, without the batch. */
async function told(response: Response): Promise<unknown> {
  const { batch_id: _, ...done } = await accepted(response);
  return done;
}

async function accepted(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text);
}

async function read(name: string): Promise<Record<string, unknown>[]> {
  const path = `/api/v1/sites/${app.cast.sites.plant}/${name}?start=${START}`;
  const response = await withToken(app, app.cast.alice.token).get(path);
  return (await response.json()).values;
}

const measured = { ...first, generation_power_kw: 1 };
const none = {
  unchanged: 0,
  conflicting: 0,
  first_conflict: null,
  deleted: 0,
  conflicts: [],
  warnings: [],
};

describe("POST generation", () => {
  it("stores what a site produced, for all to read, and keeps the first of two values", async () => {
    const values = [measured, { ...second, generation_power_kw: 2 }];
    assert.deepEqual(await told(await toPlant("generation", { values })), {
      ...none,
      inserted: 2,
      replaced: 0,
    });
    assert.deepEqual(await read("generation"), values);
    const other = [{ ...measured, generation_power_kw: 3 }];
    assert.deepEqual(await told(await toPlant("generation", { values: other })), {
      ...none,
      inserted: 0,
      conflicting: 1,
      first_conflict: "Row 1",
      replaced: 0,
      conflicts: [{ row: 1, site_uuid: app.cast.sites.plant, ...first, reason: "other value" }],
    });
    assert.deepEqual(await read("generation"), values);
    const replaced = await told(await toPlant("generation", { values: other, replace: true }));
    assert.deepEqual(replaced, { ...none, inserted: 0, replaced: 1 });
    assert.deepEqual(await read("generation"), [other[0], values[1]]);
  });

  it("names the batch that undoes it, and none when nothing changed", async () => {
    const sent = () => toPlant("generation", { values: [measured] });
    const { batch_id } = await accepted(await sent());
    assert.equal((await accepted(await sent())).batch_id, null);
    const undone = await post(`/batches/${batch_id}/undo`, {});
    assert.equal((await undone.json()).removed, 1);
    assert.deepEqual(await read("generation"), []);
  });

  it("takes several sites at once, and offsets", async () => {
    const { plant, bare } = app.cast.sites;
    const values = [
      { site_uuid: plant, ...measured, start_utc: "2026-06-21T09:30:00+03:30" },
      { site_uuid: bare, ...measured },
    ];
    const answer = await told(await post("/generation", { values }));
    assert.deepEqual(answer, { ...none, inserted: 2, replaced: 0 });
    assert.deepEqual(await read("generation"), [measured]);
  });

  it("stores nothing when one row is refused, and names it", async () => {
    const values = [measured, { ...second, generation_power_kw: 60 }];
    const { code, detail, errors } = await problemOf(await toPlant("generation", { values }), 422);
    assert.equal(code, "invalid");
    assert.equal(
      detail,
      `Row 2 (site ${app.cast.sites.plant}, 2026-06-21T06:15:00Z): ` +
        "60 kW is more than 110 % of 50 kW, the largest capacity that the site has or had. " +
        "Send kW, not W or kWh, or correct the site's capacity first.",
    );
    assert.deepEqual(errors, [{ pointer: "#/values/1/generation_power_kw", detail }]);
    assert.deepEqual(await read("generation"), []);
  });

  it("names a row of a stranger's site as one of a site that isn't there", async () => {
    for (const site_uuid of [app.cast.sites.turbine, crypto.randomUUID()]) {
      const values = [{ site_uuid: app.cast.sites.plant, ...measured }, { site_uuid, ...measured }];
      const { detail } = await problemOf(await post("/generation", { values }), 404);
      assert.equal(detail, "Row 2: there is no such site here.");
    }
    assert.deepEqual(await read("generation"), []);
  });

  const wrong: Record<string, [row: unknown, field: string]> = {
    "a time without its offset": [{ ...measured, start_utc: "2026-06-21T06:00:00" }, "start_utc"],
    "a day that is none": [{ ...measured, start_utc: "2026-02-30T06:00:00Z" }, "start_utc"],
    "an offset that is none": [
      { ...measured, start_utc: "2026-06-21T06:00:00+23:00" },
      "start_utc",
    ],
    "a year of long ago": [{ ...measured, start_utc: "0001-06-21T06:00:00Z" }, "start_utc"],
    "a number as text": [{ ...measured, generation_power_kw: "1" }, "generation_power_kw"],
    "no number": [first, "generation_power_kw"],
  };
  for (const [name, [row, field]] of Object.entries(wrong)) {
    it(`refuses ${name}, and names the first row alone`, async () => {
      const response = await toPlant("generation", { values: [measured, row, row, {}] });
      const { detail, errors } = await problemOf(response, 422);
      assert.deepEqual(placesIn({ errors }), [`values.1.${field}`]);
      assert.ok(detail.startsWith(`Row 2: ${field}: `), detail);
    });
  }

  it("refuses a body that has nothing in it, or something else", async () => {
    for (const body of [{}, { values: [] }, { values: "all" }]) {
      assert.deepEqual(await fieldsWrong(await toPlant("generation", body)), ["values"]);
    }
    const replace = await toPlant("generation", { values: [measured], replace: "yes" });
    assert.deepEqual(await fieldsWrong(replace), ["replace"]);
    await problemOf(await post("/sites/plant/generation", { values: [measured] }), 422);
  });

  it("takes a day of four hundred sites' minutes in one body, and no more than 10 MB", async () => {
    const minutes = periods("2026-01-01T00:00:00Z", 1, 20_000);
    const values = minutes.map((minute, i) => ({ ...minute, generation_power_kw: i % 7 / 10 }));
    assert.ok(JSON.stringify(values).length > 1024 * 1024);
    const answer = await told(await toPlant("generation", { values }));
    assert.deepEqual(answer, { ...none, inserted: 20_000, replaced: 0 });
    const large = { values: [measured], note: "x".repeat(10 * 1024 * 1024) };
    const { code, detail } = await problemOf(await toPlant("generation", large), 413);
    assert.equal(code, "too_large");
    assert.match(detail, /at most 10 MB are taken here, and .* came\. NDJSON and CSV, .* 2 MB\.$/);
    const elsewhere = { client_site_name: "x".repeat(1024 * 1024) };
    assert.equal((await problemOf(await post("/sites", elsewhere), 413)).code, "too_large");
  });

  it("keeps no connection of the database busy while a body is on its way", async () => {
    const { plant } = app.cast.sites;
    const body = new TextEncoder().encode(JSON.stringify({ values: [measured] }));
    const uploads = Array.from({ length: 20 }, () => {
      const [asked, half] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const stream = new ReadableStream<Uint8Array>({
        async pull(controller) {
          asked.resolve();
          await half.promise;
          controller.enqueue(body);
          controller.close();
        },
      }, { highWaterMark: 0 });
      const response = app.fetch(`/api/v1/sites/${plant}/generation`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${app.cast.alice.token}`,
          "content-type": "application/json",
          "content-length": String(body.length),
        },
        body: stream,
      });
      return { asked: asked.promise, go: half.resolve, response };
    });
    await Promise.all(uploads.map(({ asked }) => asked));
    assert.deepEqual(await read("generation"), []);
    for (const { go } of uploads) go();
    for (const { response } of uploads) await told(await response);
    assert.deepEqual(await read("generation"), [measured]);
  });

  it("is not for a token that may only read", async () => {
    const { readToken } = app.cast.alice;
    await problemOf(await toPlant("generation", { values: [measured] }, readToken), 403);
    const forecasts = [{ site_uuid: app.cast.sites.plant, ...run }];
    await problemOf(await post("/forecasts", { forecasts }, readToken), 403);
    await problemOf(await toPlant("generation", { values: [measured] }, "nothing"), 401);
  });
});

const run = {
  timestamp_utc: START,
  model_name: "cirrus",
  model_version: "2",
  values: [
    { ...first, forecast_power_kw: 1, p10_kw: 0.5, p90_kw: null },
    { ...second, forecast_power_kw: 2, horizon_minutes: 20 },
  ],
};
