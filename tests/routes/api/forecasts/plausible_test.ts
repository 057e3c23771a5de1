import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** The largest capacity of the plant is 50 kW; the clock of the app says 8:07. */
const [first, second] = periods("2026-06-21T09:00:00Z", 15, 2);
let runs = 0;
const run = (...values: object[]) => ({
  timestamp_utc: "2026-06-21T08:00:00Z",
  model_name: "cirrus",
  forecast_version: `${++runs}`,
  values: values.map((value) => ({ ...first, forecast_power_kw: 10, ...value })),
});
const send = (body: object, query = "") =>
  withToken(app, app.cast.bob.token)
    .post(`/api/v1/sites/${app.cast.sites.plant}/forecasts${query}`, body);

// deno-lint-ignore no-explicit-any
async function told(response: Response): Promise<any> {
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text);
}

describe("forecasts that are refused", () => {
  const wrong: [name: string, body: () => object, message: RegExp][] = [
    [
      "a run time more than 15 minutes ahead",
      () => ({ ...run({}), timestamp_utc: "2026-06-21T08:22:01Z" }),
      /timestamp_utc "2026-06-21T08:22:01Z" is more than 15 minutes ahead of the server's time/,
    ],
    [
      "P10 above P90 by more than 2 % of the capacity",
      () => run({ p10_kw: 12, p90_kw: 10.9 }),
      /^Row 1 .*P10 of 12 kW is above P90 of 10\.9 kW/,
    ],
    ["power above 110 %", () => run({ forecast_power_kw: 55.1 }), /^Row 1 .*more than 110 %/],
    ["power below -5 %", () => run({ forecast_power_kw: -2.6 }), /less than -5 % of 50 kW/],
    ["a P-level below -5 %", () => run({ p10_kw: -2.6 }), /^Row 1 .*less than -5 % of 50 kW/],
    [
      "an unknown name of a value",
      () => run({ forecast_horizon_minutes: 60 }),
      /"forecast_horizon_minutes" is not known here\. Write horizon_minutes/,
    ],
  ];
  for (const [name, body, message] of wrong) {
    it(`have ${name}`, async () => {
      assert.match((await problemOf(await send(body()), 422)).detail, message);
    });
  }
});

describe("forecasts that are stored", () => {
  const codes = async (...values: object[]) =>
    (await told(await send(run(...values)))).warnings.map(({ code }: { code: string }) => code);

  it("may have a mean outside of their P-levels", async () => {
    assert.deepEqual(await codes({ forecast_power_kw: 20, p10_kw: 5, p90_kw: 15 }), []);
  });

  it("get warnings of small crossings, negatives and P-levels above the capacity", async () => {
    assert.deepEqual(await codes({ p10_kw: 11, p90_kw: 10 }), ["p_levels_cross"]);
    assert.deepEqual(await codes({ p10_kw: -1, p90_kw: 12 }), ["negative_power"]);
    assert.deepEqual(await codes({ p90_kw: 60 }), ["p_level_above_capacity"]);
  });

  it("get a warning of power at night", async () => {
    const [night] = periods("2026-06-21T18:00:00Z", 15, 1);
    assert.deepEqual(await codes(night!), ["power_at_night"]);
  });

  it("are stored beside bad rows that are skipped, which are listed by their places", async () => {
    const site_uuid = app.cast.sites.plant;
    const one = { site_uuid, ...run({ forecast_power_kw: "NaN" }, { ...second }) };
    const late = { site_uuid, ...run({}, { ...second }), timestamp_utc: "2026-06-21T09:00:00Z" };
    const { inserted, refused } = await told(
      await withToken(app, app.cast.alice.token)
        .post("/api/v1/forecasts?on_invalid=skip", { forecasts: [one, late] }),
    );
    assert.deepEqual([inserted, refused.count], [1, 3]);
    assert.deepEqual(
      refused.rows.map(({ forecast, row, field }: Record<string, unknown>) =>
        `${forecast} ${row} ${field}`
      ),
      ["1 1 forecasts.0.values.0.forecast_power_kw", "2 null forecasts.1.timestamp_utc"],
    );
  });
});
