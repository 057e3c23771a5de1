import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { page } from "../../support/html.ts";
import { forecasted, periods } from "../../support/values.ts";

/** 12:15 at the plant: the first quarter hour after now. Its forecast rises and falls. */
const START = "2026-06-21T08:15:00Z";
const POWERS = [2, 4, 6, 8, 10, 12, 11, 9, 7, 5, 3, 1];

let app: TestApp;
let plant: string;
beforeAll(async () => {
  app = await testApp();
  plant = app.cast.sites.plant;
  const times = periods(START, 15, POWERS.length);
  await forecasted(app.database.owner, plant, "2026-06-21T08:00:00Z", times, (at) => POWERS[at]!);
});
afterAll(() => app.close());

describe("when to charge", () => {
  async function asked(query: string, status = 200) {
    const response = await app.fetch(`/api/v1/sites/${plant}/charging-windows?${query}`, {
      headers: { authorization: `Bearer ${app.cast.alice.token}` },
    });
    assert.equal(response.status, status);
    return await response.json();
  }

  it("is the window of the forecast with the most sun, with the next best, by the API", async () => {
    const { best, others, forecast_until_utc } = await asked("energy_kwh=11&power_kw=11");
    assert.equal(forecast_until_utc, "2026-06-21T11:15:00Z");
    assert.deepEqual(best, {
      start_utc: "2026-06-21T09:15:00Z",
      end_utc: "2026-06-21T10:15:00Z",
      sun_kwh: 10.25,
      sun_p10_kwh: 9.5,
      sun_p90_kwh: 10.75,
    });
    assert.deepEqual(
      others.map(({ start_utc, sun_kwh }: typeof best) => [start_utc.slice(11, 16), sun_kwh]),
      [["09:00", 10], ["09:30", 9.5], ["08:45", 8.75]],
    );
  });

  it("is over before a time, and refuses what is no energy, power or time", async () => {
    const { best } = await asked("energy_kwh=11&power_kw=11&before=2026-06-21T13:50:00%2B04:00");
    assert.equal(best.end_utc, "2026-06-21T09:45:00Z");
    const none = await asked("energy_kwh=100&power_kw=11");
    assert.deepEqual([none.best, none.others], [null, []]);
    for (
      const wrong of ["energy_kwh=0&power_kw=11", "energy_kwh=1", "energy_kwh=&power_kw=1e400"]
    ) {
      assert.equal((await asked(wrong, 422)).code, "invalid");
    }
    const wrong = await asked("energy_kwh=1&power_kw=1&before=2026-13-01T00:00:00Z", 422);
    assert.equal(wrong.errors[0].parameter, "before");
  });

  it("is a section of the site's page, by a form without JavaScript", async () => {
    const alice = as(app, app.cast.alice);
    const plain = await page(alice.get(`/sites/${plant}?day=2026-06-20`));
    assert.equal(plain.attribute("method", "#charging-windows form"), "get");
    assert.equal(plain.attribute("value", "#charging-windows form [name=day]"), "2026-06-20");
    assert.equal(plain.all("table.windows").length, 0);

    const path = `/sites/${plant}?energy_kwh=11&power_kw=11&before=2026-06-21T13:45`;
    const found = await page(alice.get(path));
    assert.match(
      found.text("#charging-windows .summary"),
      /^Sun 21 Jun, 12:45 – 13:45: of 11 kWh, at most 8\.8 kWh would be sun \(8\.0 to 9\.5 kWh, P10–P90\)\.$/,
    );
    assert.equal(found.rows("table.windows tbody tr").length, 2);

    const wrong = await alice.get(`/sites/${plant}?energy_kwh=x&power_kw=11`);
    assert.equal(wrong.status, 422);
    assert.match((await page(wrong)).text("#energy_kwh-error"), /above 0/);
    const part = await alice.part(path, "charging-windows");
    assert.equal((await page(part)).isWhole, false);
  });
});

describe("charging sessions at a site", () => {
  it("are bars below the chart of their day, named with their sun, of the group alone", async () => {
    const { alice } = app.cast;
    const at = { site_uuid: plant, energy_kwh: 10, sun_kwh: 6, sun_known: 1 };
    const id = await insertSession(app.database.owner, alice, {
      ...at,
      session_start_utc: "2026-06-21T04:00:00Z",
      session_end_utc: "2026-06-21T06:00:00Z",
      charge_duration_seconds: 3600,
    });
    await insertSession(app.database.owner, alice, {
      ...at,
      session_start_utc: "2026-06-21T04:30:00Z",
      session_end_utc: "2026-06-21T05:00:00Z",
      sun_kwh: null,
      sun_known: 0.2,
    });
    const html = await page(as(app, alice).get(`/sites/${plant}`));
    assert.deepEqual(html.texts(".session-bars p a"), [
      "08:00–09:00 van, 10 kWh, 60 % sun",
      "08:30–09:00 van, 10 kWh, sun not measured",
    ]);
    const list = await page(as(app, alice).get("/charging?sort=energy"));
    const rows = list.rows("table.sessions tbody tr");
    assert.deepEqual(rows.map((row) => row.at(-1)).toSorted(), ["", "60 % sun"]);
    assert.equal(html.attribute("href", ".session-bars p a:first-of-type"), `/charging/${id}`);
    assert.deepEqual(
      html.all(".session-bars rect").map((bar) =>
        ["x", "width", "y"].map((name) => bar.element.getAttribute(name))
      ),
      [["33.33%", "4.17%", "0"], ["35.42%", "2.08%", "14"]],
    );
    const before = await page(as(app, alice).get(`/sites/${plant}?day=2026-06-20`));
    assert.equal(before.has(".session-bars"), false);
  });
});
