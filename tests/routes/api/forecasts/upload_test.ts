import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { differences } from "../../../support/rollup.ts";
import { asCsv, asNdjson, type Sending, sendLines, storedBy } from "../../../support/uploads.ts";
import { UPLOAD_KINDS } from "../../../support/upload_kinds.ts";
import { periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
const [, kind] = UPLOAD_KINDS;
beforeEach(() => kind!.clear(app));

const NDJSON: Sending = { type: "application/x-ndjson" };
const CSV: Sending = { type: "text/csv" };
const START = "2026-06-21T06:00:00Z";
const values = (count: number, kw = 1) =>
  periods(START, 15, count).map((period, i) => ({
    ...period,
    forecast_power_kw: kw,
    p01_kw: 0,
    p10_kw: i / 8,
    p99_kw: 9,
  }));
const run = (of: object = {}) => ({
  site_uuid: app.cast.sites.plant,
  timestamp_utc: "2026-06-21T05:00:00Z",
  model_name: "cirrus",
  values: values(3),
  ...of,
});
const send = (lines: object[], query = "", sending = NDJSON) =>
  sendLines(app, `/forecasts${query}`, asNdjson(lines), sending);
const models = async () =>
  (await app.database.owner`select name from ml_model where name like 'new %'`).length;

// tests/routes/api/uploads/ has what all kinds of rows share.
describe("runs that are sent line by line", () => {
  it("are what JSON stores, a run a line, and the latest forecast at once", async () => {
    const older = run({ timestamp_utc: "2026-06-21T04:00:00Z" });
    const bare = run({ site_uuid: app.cast.sites.bare, model_version: "2", forecast_version: "7" });
    const runs = [run(), older, bare];
    const json = await withToken(app, app.cast.alice.token)
      .post("/api/v1/forecasts", { forecasts: runs });
    const told = await storedBy(json);
    const before = await kind!.stored(app);
    await kind!.clear(app);
    const done = await storedBy(await send(runs, "", { ...NDJSON, isPacked: true, chunk: 11 }));
    assert.deepEqual([done, await kind!.stored(app)], [told, before]);
    const [{ probabilistic_values: quantiles }] = before as [{ probabilistic_values: object }];
    assert.deepEqual(quantiles, { p01: 0, p10: 0, p99: 9 });
    assert.deepEqual(await differences(app.database.owner), []);
    const read = await withToken(app, app.cast.alice.token).get(
      `/api/v1/sites/${app.cast.sites.plant}/forecast?start=${START}`,
    );
    const shown = (await read.json()).values as { timestamp_utc: string; p10_kw: number }[];
    assert.deepEqual(shown.map(({ timestamp_utc, p10_kw }) => [timestamp_utc, p10_kw]), [
      ["2026-06-21T05:00:00Z", 0],
      ["2026-06-21T05:00:00Z", 0.125],
      ["2026-06-21T05:00:00Z", 0.25],
    ]);
  });

  it("are known when they come again, in parts, and as single values", async () => {
    await storedBy(await send([run()]));
    const { values: _, ...head } = run();
    const flat = values(5).map((value) => ({ ...head, ...value }));
    const done = await storedBy(
      await sendLines(app, "/forecasts", asCsv(flat), CSV),
    );
    assert.deepEqual([done.inserted, done.unchanged], [2, 3]);
    const other = run({ values: [...values(2), ...values(5, 2).slice(4)] });
    const kept = await storedBy(await send([run(), other]));
    assert.deepEqual(
      [kept.inserted, kept.conflicting, kept.first_conflict],
      [0, 1, "Row 3 of line 2"],
    );
    assert.deepEqual(await differences(app.database.owner), []);
  });

  it("are refused by the row of their line, and make no model then", async () => {
    const wrong = run({ model_name: "new one", values: [...values(1), ...values(2, 60).slice(1)] });
    const refusal = await problemOf(await send([run(), wrong]), 422);
    assert.match(refusal.detail, /^Row 2 of line 2 \(site .*: 60 kW is more than 110 %/);
    assert.deepEqual(
      [refusal.errors![0]!.row, refusal.errors![0]!.column],
      [2, "forecast_power_kw"],
    );
    const cases: [run: object, detail: RegExp, status?: 404][] = [
      [run({ model_name: " " }), /^Line 2: model_name: /],
      [run({ values: [] }), /^Line 2: values: Send values/],
      [
        run({ site_uuid: app.cast.sites.turbine }),
        /^Line 2: there is no such site/,
        404,
      ],
      [run({ values: [{ ...values(1)[0]!, p50_kw: "x" }] }), /^Row 1 of line 2: p50_kw: "x" is no/],
      [run({ values: [{ ...values(1)[0]!, p05_kw: 8 }] }), /P05 of 8 kW is above P10 of 0 kW/],
      [run({ values: [{ ...values(1)[0]!, p100_kw: 8 }] }), /"p100_kw" is not known here/],
      [run({ values: values(1, 2) }), /^Row 1 of line 2 .*row 1 of line 1 has another value/],
    ];
    for (const [line, detail, status = 422] of cases) {
      assert.match((await problemOf(await send([run(), line]), status)).detail, detail);
    }
    assert.deepEqual([(await kind!.stored(app)).length, await models()], [0, 0]);
  });

  it("are left out one by one where that is wanted, a whole run with all its values", async () => {
    const lines = [
      run({ model_name: "" }),
      run({ values: [...values(2), ...values(3, 60).slice(2)] }),
    ];
    const done = await storedBy(await send(lines, "?on_invalid=skip"));
    const { count, rows } = done.refused as { count: number; rows: object[] };
    const words = { message: "", detail: "" };
    assert.deepEqual([done.inserted, count], [2, 4]);
    assert.deepEqual(rows.map((row) => ({ ...row, message: "", detail: "" })), [
      { row: null, forecast: 1, field: "model_name", column: "model_name", ...words },
      { row: 3, forecast: 2, field: "forecast_power_kw", column: "forecast_power_kw", ...words },
    ]);
  });

  it("may name sites by their clients' numbers, as JSON may, unless two have one", async () => {
    const { site_uuid: _, ...of } = run({
      client_site_id: 7,
      values: values(2).map(({ end_utc: _, ...value }) => ({ ...value, period_minutes: 15 })),
    });
    assert.equal((await storedBy(await send([of]))).inserted, 2);
    const json = await withToken(app, app.cast.alice.token)
      .post("/api/v1/forecasts", { forecasts: [of] });
    assert.equal((await storedBy(json)).unchanged, 2);
    const nobody = await send([of, { ...of, client_site_id: 8 }]);
    assert.match((await problemOf(nobody, 404)).detail, /^Line 2: there is no such site here/);
    await app.database.owner`
      update sites set client_site_id = 7 where site_uuid = ${app.cast.sites.bare}`;
    assert.match((await problemOf(await send([of]), 422)).detail, /^Line 1: .*Several sites/);
    await app.database.owner`
      update sites set client_site_id = null where site_uuid = ${app.cast.sites.bare}`;
  });

  it("are of twenty models at most, which are made when they are stored", async () => {
    const runs = (count: number) =>
      Array.from({ length: count }, (_, i) => run({ model_name: `new ${i}` }));
    const refused = await problemOf(await send(runs(21), "?on_invalid=skip"), 422);
    assert.match(refused.detail, /^Line 21: model_name: Send runs of at most 20 models/);
    await storedBy(await send(runs(20), "?dry_run=true"), 200);
    assert.equal(await models(), 0);
    await storedBy(await send(runs(20)));
    assert.equal(await models(), 20);
  });
});
