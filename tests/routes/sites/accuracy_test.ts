import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { insertErrors } from "../../support/model_errors.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { insertForecast } from "../../support/rows.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, turbine } = app.cast.sites;
  const ours = { model_name: BASELINE_MODEL.name, mae_kw: 5, inside: 80 };
  await insertErrors(owner, plant, [
    { inside: 79, bias_kw: 1.5, baseline_kw: 5, crps_kw: 3 },
    { day: "2026-05-22", mae_kw: 6.1, baseline_kw: 5, crps_kw: 4 },
    { day: "2026-05-21", mae_kw: 1000 },
    { day: "2026-06-21", mae_kw: 1000 },
    { horizon_hours: 24, mae_kw: 7 },
    { daylight: false, pairs: 200, mae_kw: 2 },
    { ...ours },
    { ...ours, day: "2026-05-22" },
  ]);
  await insertErrors(owner, turbine, [
    { model_name: null, daylight: false, mae_kw: 90, capacity_kw: null },
  ]);
});
afterAll(() => app.close());

const { alice, charlie } = { alice: () => app.cast.alice, charlie: () => app.cast.charlie };

async function shown(person = alice(), site = app.cast.sites.plant, query = "") {
  const response = await as(app, person).get(`/sites/${site}/accuracy${query}`);
  assert.equal(response.status, 200);
  return await page(response);
}

/** A run that was stored when it was made, with one value of its hour. */
async function run(site_uuid: string, name: string, at: string) {
  const { owner } = app.database;
  const ml_model_uuid = await models.findOrMake(owner, { name, version: "1" });
  const times = { timestamp_utc: at, created_utc: at };
  const start_utc = "2026-06-21T06:00:00Z";
  const forecast = await insertForecast(owner, { site_uuid, ...times }, [
    { start_utc, forecast_power_kw: 1, ml_model_uuid },
  ]);
  await owner`update forecast_values set created_utc = ${at} where forecast_uuid = ${forecast}`;
}

describe("how good a site's forecast is", () => {
  it("is told in words over the last 30 complete days", async () => {
    const said = (await shown()).text();
    assert.match(
      said,
      /In the last 30 days the forecast made about 6 hours ahead was off by 5\.1 kW on average in daylight, 10 % of capacity; the simple baseline by 5\.0 kW/,
    );
    assert.match(said, /22 May to 20 June 2026/);
  });

  it("is in a table for each model, by horizon", async () => {
    const said = (await shown()).text();
    assert.match(
      said,
      /about 6 hours ahead 200 5\.1 kW 10 % 3\.5 kW 7 % 1\.8 kW 4 % 5\.2 kW 11 % \+0\.75 kW \+2 % 2 % worse 79 % about 24 hours ahead 100 7\.0 kW 14 % – – /,
    );
    assert.match(said, /, the simple baseline .* about 6 hours ahead 200 5\.0 kW 10 % .* 80 %/);
  });

  it("has a chart that says in words what it draws", async () => {
    const html = await shown();
    assert.match(
      html.text('[role="img"]'),
      /pvnet: 5\.1 kW about 6 hours ahead, 7\.0 kW about 24 hours ahead\./,
    );
    assert.equal(html.count('circle[cx$="%"]'), 3);
  });

  it("counts nights only where that is asked for", async () => {
    const whole = await shown(alice(), undefined, "?light=day");
    assert.match(whole.text(), /was off by 2\.0 kW on average, 4 % of capacity/);
    assert.equal(whole.attribute("aria-current", "#light-day.button"), "true");
    const odd = await shown(alice(), undefined, "?light=moon");
    assert.match(odd.text(), /on average in daylight/);
  });

  it("is a part for htmx and a page for everybody else", async () => {
    const path = `/sites/${app.cast.sites.plant}/accuracy`;
    const part = await page(as(app, alice()).part(path, "accuracy"));
    assert.deepEqual(part.top, ["section#accuracy"]);
    assert.ok((await shown()).source.includes(part.source));
  });

  it("knows no daylight at a wind site, no capacity and no name of the model", async () => {
    const html = await shown(charlie(), app.cast.sites.turbine);
    assert.match(html.text(), /was off by 90 kW on average\. /);
    assert.match(html.text(), /\(no model named\)/);
    assert.doesNotMatch(html.source, /light-daylight|null|NaN|undefined|% of capacity/);
  });

  it("says when numbers will come", async () => {
    const html = await shown(alice(), app.cast.sites.bare);
    assert.match(html.text(), /Numbers appear the night after the first day/);
    assert.equal(html.has("svg.day-chart, table"), false);
    assert.doesNotMatch(html.source, /null|NaN|undefined/);
  });

  it("is about the forecast that is shown, whichever has most values", async () => {
    const { owner } = app.database;
    const { site_group_uuid } = app.cast.alice;
    const site = await demo.makeSite(owner, site_group_uuid, { capacity_kw: 10 });
    const path = `/sites/${site}/accuracy`;
    const said = async () => (await page(as(app, alice()).get(path))).text();
    await insertErrors(owner, site, [
      { model_name: BASELINE_MODEL.name, mae_kw: 3, daylight: false },
    ]);
    await run(site, BASELINE_MODEL.name, "2026-06-21T04:00:00Z");
    assert.match(await said(), /the simple baseline, made about 6 hours ahead, was off by 3/);
    assert.match(await said(), /The forecast shown is the simple baseline\./);
    await insertErrors(owner, site, [
      { model_name: "few", pairs: 9, mae_kw: 2, daylight: false },
      { model_name: "many", mae_kw: 1, daylight: false },
    ]);
    await run(site, "few", "2026-06-21T05:00:00Z");
    await owner`select app.choose_models(array[${site}]::uuid[], '2026-06-21T05:15:00Z')`;
    assert.match(await said(), /the forecast of few made about 6 hours ahead was off by 2/);
    assert.doesNotMatch(await said(), /The forecast shown/);
    await run(site, "new", "2026-06-21T05:30:00Z");
    await owner`
      insert into app.chosen_models (site_uuid, from_utc, model_name, why)
      values (${site}, '2026-06-21T05:31:00Z', 'new', 'assigned')`;
    const late = await said();
    assert.match(late, /the forecast of many made about 6 hours ahead was off by 1/);
    assert.match(late, /The forecast shown, of new, has no numbers yet\./);
  });

  it("is told over the whole day where the sun did not rise", async () => {
    const { owner } = app.database;
    const { site_group_uuid } = app.cast.alice;
    const place = { latitude: 70, longitude: 20, capacity_kw: 10 };
    const site = await demo.makeSite(owner, site_group_uuid, place);
    await insertErrors(owner, site, [{ daylight: false, mae_kw: 1 }]);
    const whole = await shown(alice(), site);
    assert.equal(whole.attribute("aria-current", "#light-day"), "true");
    assert.match(whole.text(), /was off by 1\.0 kW on average, 2 %/);
    const daylight = (await shown(alice(), site, "?light=daylight")).text();
    assert.match(daylight, /There are no numbers for daylight; Whole day has some\./);
    assert.doesNotMatch(daylight, /Numbers appear/);
  });

  it("is not there for strangers, nor where there is no site", async () => {
    const { plant } = app.cast.sites;
    const get = (path: string) => as(app, charlie()).get(path);
    assert.equal((await get(`/sites/${plant}/accuracy`)).status, 404);
    assert.equal((await get("/sites/nonsense/accuracy")).status, 404);
    const part = await as(app, charlie()).part(`/sites/${plant}/accuracy`, "accuracy");
    assert.equal(part.status, 404);
  });
});
