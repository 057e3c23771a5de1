import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../../support/app.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant } = app.cast.sites;
  await forecasted(owner, plant, TODAY, periods(TODAY, 15, 192), () => 2);
  await measured(owner, plant, periods(TODAY, 15, 16), () => 4);
  const hour = { pairs: 30, factor: 1.5, low: -1, high: 1, highestKwh: 1000 };
  const calibrations = [-15, -6, 0, 6, 9, 12, 15, 18].map((lead) => ({ ...hour, hour: lead }));
  await owner`
    insert into energy_fits (site_uuid, model_name, until_utc, calibrations)
    values (${plant}, 'test', '2026-01-01', ${owner.json(calibrations)})`;
  await owner`
    insert into energy_days values (${plant}, '2026-06-20', '2026-06-19T05:00:00', 'test', 90,
      60, 120, true),
      (${plant}, '2026-06-21', '2026-06-20T05:00:00', 'test', 80.1234, null, null, false)`;
});
afterAll(() => app.close());

/** Start of today in the zone of the cast's plant, La Réunion. */
const TODAY = "2026-06-20T20:00:00Z";

const get = (query = "", headers = {}) =>
  app.fetch(`/api/v1/sites/${app.cast.sites.plant}/energy${query}`, {
    headers: { authorization: `Bearer ${app.cast.alice.token}`, ...headers },
  });

async function energy(query = "") {
  const response = await get(query);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

describe("GET /api/v1/sites/{uuid}/energy", () => {
  it("adds what was measured to what is forecast for the rest, with a corrected mean", async () => {
    const { newest, rest, tomorrow, produced, model_name } = await energy();
    assert.equal(model_name, "test");
    assert.equal(produced.energy_kwh, 16);
    // 20 hours of 2 kW are not measured.
    assert.ok(Math.abs(newest.mean_kwh - (16 + 1.5 * 40)) < 1e-9, `${newest.mean_kwh}`);
    assert.ok(newest.p10_kwh < newest.mean_kwh && newest.p90_kwh > newest.mean_kwh);
    assert.ok(rest.mean_kwh <= newest.mean_kwh - 16);
    assert.ok(Math.abs(tomorrow.mean_kwh - 1.5 * 48) < 1e-9);
    assert.equal(tomorrow.compared_days, 30);
  });

  it("of a past day is that of the day before, as it was kept, beside the newest", async () => {
    const { day_ahead, newest, rest, tomorrow } = await energy("?day=2026-06-20");
    assert.deepEqual(day_ahead, {
      issued_utc: "2026-06-19T05:00:00Z",
      model_name: "test",
      mean_kwh: 90,
      p10_kwh: 60,
      p90_kwh: 120,
      reconstructed: true,
    });
    assert.deepEqual([newest, rest, tomorrow], [null, null, null]);
  });

  it("is in the list of sites on demand, with what was expected the day before", async () => {
    const list = async (query: string) => {
      const headers = { authorization: `Bearer ${app.cast.alice.token}` };
      const { sites } = await (await app.fetch(`/api/v1/sites${query}`, { headers })).json();
      return sites.find((one: { site_uuid: string }) => one.site_uuid === app.cast.sites.plant);
    };
    assert.equal((await list("")).energies, undefined);
    const { energies } = await list("?energies=true");
    const { newest, tomorrow, day_ahead, produced, day } = await energy();
    assert.equal(day_ahead.mean_kwh, 80.123);
    const produced_kwh = produced.energy_kwh;
    assert.deepEqual(energies, { day, produced_kwh, newest, tomorrow, day_ahead });
  });

  it("has no total where forecasts end before the day does", async () => {
    const { newest, forecast_until_utc } = await energy("?day=2026-06-23");
    assert.equal(newest.mean_kwh, null);
    assert.equal(newest.covered, 0);
    assert.equal(forecast_until_utc, null);
  });

  it("is of a day from 1900 to 2099", async () => {
    for (const day of ["9999-12-31", "0001-01-01", "2026-02-31", "x", ""]) {
      assert.equal((await get(`?day=${day}`)).status, 422, day);
    }
    assert.equal((await get("?day=2099-12-31")).status, 200);
  });

  it("is unchanged until the site or the quarter hour changes", async () => {
    const etag = (await get()).headers.get("etag")!;
    assert.equal((await get("", { "if-none-match": etag })).status, 304);
    const later = periods("2026-06-21T00:00:00Z", 15, 1);
    await measured(app.database.owner, app.cast.sites.plant, later, () => 4);
    assert.equal((await get("", { "if-none-match": etag })).status, 200);
  });
});
