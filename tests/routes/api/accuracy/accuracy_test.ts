import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../../../domain/forecasts/baseline_forecast.ts";
import { countDays } from "../../../../service/accuracy/accuracy.ts";
import { NOW, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

const YESTERDAY = Temporal.PlainDate.from("2026-06-20");

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  // Noon at the plant; a day earlier it is night there.
  for (const [start, kw] of [["2026-06-20T08:00:00Z", 10], ["2026-06-19T20:00:00Z", 2]] as const) {
    const times = periods(start, 15, 2);
    await forecasted(owner, app.cast.sites.plant, start, times, () => kw + 4.914);
    await measured(owner, app.cast.sites.plant, times, () => kw);
  }
  const period = { from: YESTERDAY.subtract({ days: 1 }), to: YESTERDAY };
  assert.equal(await countDays(owner, period, NOW), 2);
});
afterAll(() => app.close());

const get = (path: string, token = app.cast.alice.token) =>
  withToken(app, token).get(`/api/v1${path}`);

async function answer(path: string) {
  const response = await get(path);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

const ofPlant = () => `/sites/${app.cast.sites.plant}/accuracy`;

describe("GET /api/v1/sites/{site_uuid}/accuracy", () => {
  it("tells how far off each model was over the last 30 complete days, in daylight", async () => {
    const { accuracy, day_ahead, ...rest } = await answer(ofPlant());
    assert.equal(day_ahead.days.length, 30);
    assert.deepEqual(rest, {
      from: "2026-05-22",
      to: "2026-06-20",
      light: "daylight",
      baseline: BASELINE_MODEL.name,
    });
    assert.equal(accuracy.length, 1);
    const [{ mae_kw, rmse_kw, bias_kw, mae_share, rmse_share, bias_share, ...all }] = accuracy;
    const { crps_kw, pinball_kw, crps_share, pinball_share, ...other } = all;
    for (const kw of [mae_kw, rmse_kw, bias_kw]) assert.equal(kw.toFixed(9), "4.914000000");
    for (const share of [mae_share, rmse_share, bias_share]) {
      assert.equal(share.toFixed(9), "0.100000000");
    }
    // P10, median and P90 are 3.914, 4.914 and 5.914 kW too high: by hand, with the area of each part.
    assert.equal(pinball_kw.toFixed(9), (6.571 / 3).toFixed(9));
    assert.equal(crps_kw.toFixed(6), "4.520667");
    assert.equal((crps_share / crps_kw).toFixed(9), (1 / 49.14).toFixed(9));
    assert.equal((pinball_share / pinball_kw).toFixed(9), (1 / 49.14).toFixed(9));
    assert.deepEqual(other, {
      model_name: "test",
      horizon_hours: 0,
      pairs: 2,
      band_pairs: 2,
      inside_share: 0,
      skill: null,
      baseline_mae_kw: null,
    });
  });

  it("tells of the whole day and of other days when asked", async () => {
    const pairs = async (query: string) =>
      (await answer(`${ofPlant()}?${query}`)).accuracy.map(({ pairs }: { pairs: number }) => pairs);
    assert.deepEqual(await pairs("light=day"), [4]);
    assert.deepEqual(await pairs("light=day&to=2026-06-19"), [2]);
    assert.deepEqual(await pairs("light=day&from=2026-06-20"), [2]);
    assert.deepEqual(await pairs("from=2026-06-19&to=2026-06-19"), []);
  });

  it("names the fields that are wrong", async () => {
    const wrong = async (query: string) => await fieldsWrong(await get(`${ofPlant()}?${query}`));
    assert.deepEqual(await wrong("from=yesterday"), ["from"]);
    assert.deepEqual(await wrong("to=2026-02-30"), ["to"]);
    assert.deepEqual(await wrong("from=2026-06-02&to=2026-06-01"), ["to"]);
    assert.deepEqual(await wrong("from=2025-01-01&to=2026-06-01"), ["to"]);
    assert.deepEqual(await wrong("from=2026-06-22"), ["from"]);
    assert.deepEqual(await wrong("light=dusk"), ["light"]);
    for (const name of ["from", "to", "light"]) assert.deepEqual(await wrong(`${name}=`), [name]);
    assert.deepEqual(await fieldsWrong(await get("/sites/plant/accuracy")), ["site_uuid"]);
  });

  it("does not know the site to a stranger, nor anybody without a token", async () => {
    await problemOf(await get(ofPlant(), app.cast.charlie.token), 404);
    await problemOf(await get(ofPlant(), "sitecast_00000000_none"), 401);
  });
});

describe("GET /api/v1/accuracy", () => {
  it("tells of the sites of the group together", async () => {
    const { accuracy, light } = await answer("/accuracy?light=day");
    assert.equal(light, "day");
    assert.deepEqual(accuracy, (await answer(`${ofPlant()}?light=day`)).accuracy);
  });

  it("tells a stranger nothing, and administrators of every site", async () => {
    const pairs = async (token: string) =>
      (await (await get("/accuracy?light=day", token)).json()).accuracy.length;
    assert.equal(await pairs(app.cast.charlie.token), 0);
    assert.equal(await pairs(app.cast.ada.readToken), 1);
  });

  it("tells administrators of the group that they ask for, and nobody else", async () => {
    const { alice, charlie, ada } = app.cast;
    const of = (group: string, token = ada.readToken) =>
      get(`/accuracy?light=day&site_group_uuid=${group}`, token);
    const pairs = async (group: string) => (await (await of(group)).json()).accuracy.length;
    assert.equal(await pairs(alice.site_group_uuid), 1);
    assert.equal(await pairs(charlie.site_group_uuid), 0);
    await problemOf(await of("00000000-0000-4000-8000-000000000000"), 404);
    assert.deepEqual(await fieldsWrong(await of("Roofs")), ["site_group_uuid"]);
    await problemOf(await of(charlie.site_group_uuid, alice.token), 403);
    await problemOf(await of(alice.site_group_uuid, alice.token), 403);
  });

  it("names the fields that are wrong", async () => {
    assert.deepEqual(await fieldsWrong(await get("/accuracy?to=2026-13-01")), ["to"]);
  });
});
