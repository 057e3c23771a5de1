import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { type Html, page } from "../../support/html.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

let app: TestApp;
let site: string;
beforeAll(async () => {
  app = await testApp();
  const form = {
    client_site_name: "Barn",
    capacity_kw: "10",
    latitude: "51.5",
    longitude: "-0.12",
  };
  const added = await as(app, app.cast.alice).post("/sites/new", form);
  site = added.headers.get("location")!.replace("/sites/", "");
});
afterAll(() => app.close());

const shown = (query = ""): Promise<Html> =>
  page(as(app, app.cast.alice).get(`/sites/${site}${query}`));

describe("the first day of a site", () => {
  it("draws the clear sky with its energy, as the API has it", async () => {
    const path = `/api/v1/sites/${site}/clear-sky`;
    const { energy_kwh } = await (await withToken(app, app.cast.alice.token).get(path)).json();
    const html = await shown();
    assert.ok(html.has(".first-day svg.day-chart path.clear-sky"));
    assert.match(
      html.text(".first-day figcaption"),
      new RegExp(
        `A cloudless sky would give ${Math.round(energy_kwh)} kWh, at most .* kW at 1[23]:`,
      ),
    );
  });

  it("says when the first forecast is made, by the site's clock", async () => {
    // The clock of these tests stands at 8:07 UTC.
    assert.equal((await shown()).text(".first-day .summary"), "First forecast at 09:15 (in 8 min)");
    assert.equal((await shown("?day=2026-06-22")).has(".first-day .summary"), false);
  });

  it("says nothing of forecasts that the service does not make", async () => {
    const { settings } = app.services;
    settings.makesForecasts = false;
    try {
      assert.equal((await shown()).has(".first-day .summary"), false);
    } finally {
      settings.makesForecasts = true;
    }
  });

  it("has a request to copy, which the API takes", async () => {
    const text = (await shown()).text("pre[aria-labelledby=send-curl]");
    assert.match(text, new RegExp(`http://localhost:8000/api/v1/sites/${site}/generation`));
    const body = JSON.parse(text.match(/-d '(.*)'/)![1]!);
    const sent = await withToken(app, app.cast.alice.token)
      .post(`/api/v1/sites/${site}/generation`, body);
    assert.equal(sent.status, 201, await sent.clone().text());
    const html = await shown();
    assert.equal(html.has("section.send"), false);
    assert.ok(html.has(".chart .generation"));
  });

  it("is over with the first forecast", async () => {
    const { owner } = app.database;
    const start = "2026-06-21T08:00:00Z";
    await forecasted(owner, site, start, periods(start, 15, 96), () => 2);
    assert.equal((await shown()).has(".first-day"), false);
  });

  it("draws nothing for wind and without coordinates", async () => {
    const html = await page(as(app, app.cast.charlie).get(`/sites/${app.cast.sites.turbine}`));
    assert.equal(html.has("svg.day-chart"), false);
    assert.match(html.text(".first-day"), /First forecast at/);
    const { bare } = app.cast.sites;
    const empty = await page(as(app, app.cast.alice).get(`/sites/${bare}`));
    assert.equal(empty.has(".first-day"), false);
    await measured(app.database.owner, bare, periods("2026-06-20T08:00:00Z", 15, 1), () => 1);
    assert.equal((await page(as(app, app.cast.alice).get(`/sites/${bare}`))).has(".send"), false);
  });
});
