import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { periods } from "../../support/values.ts";

let app: TestApp;
const MADE = "2026-06-20T00:00:00Z";

/** Stores a run of so many quarter hours of 10 kW from 06:00 UTC on. */
async function run(name: string, quarters: number) {
  const { owner } = app.database;
  const model = await models.findOrMake(owner, { name, version: "1" });
  const values = periods("2026-06-21T06:00:00Z", 15, quarters).map((time) => ({
    ...time,
    forecast_power_kw: 10,
    horizon_minutes: 0,
    probabilistic_values: { p10: 9, p90: 11 },
  }));
  const site_uuid = app.cast.sites.plant;
  await forecasts.store(owner, [
    { site_uuid, timestamp_utc: MADE, forecast_version: "1", ml_model_uuid: model, values },
  ]);
  return model;
}

describe("the model of a site whose runs end before the baseline's", () => {
  beforeAll(async () => {
    app = await testApp();
    const model = await run("nwp", 8);
    await run(BASELINE_MODEL.name, 16);
    await app.database.owner`
      update sites set ml_model_uuid = ${model} where site_uuid = ${app.cast.sites.plant}`;
  });
  afterAll(() => app.close());

  const shown = async () =>
    await page(await as(app, app.cast.alice).get(`/sites/${app.cast.sites.plant}?day=2026-06-21`));

  it("is named on the page, with the reason, and why the baseline is not shown", async () => {
    const text = (await shown()).text("#model");
    assert.match(text, /Model of the newest forecast: nwp.*It is assigned to the site\./s);
    assert.match(text, /sitecast-baseline.*It fills the gaps of the model/s);
  });

  it("is followed by what was found of a blend, also in the API", async () => {
    const { owner } = app.database;
    const { alice, sites: { plant } } = app.cast;
    const found = async () => (await shown()).text("#model");
    assert.doesNotMatch(await found(), /blend/);
    await owner`
      insert into app.blend_fits (site_uuid, fitted_utc, first_model, second_model, weights, days,
        held_out_days, blend_kw, first_kw, second_kw, is_offered)
      values (${plant}, '2026-06-20', 'nwp', ${BASELINE_MODEL.name}, '{1,0.9,0.8,0.5,0.5,0.4,0.25}',
        30, 15, 1.04, 1.21, 1.39, true)`;
    assert.match(
      await found(),
      /The blend of nwp and sitecast-baseline was better than both on 15 days that it had not seen: pinball loss 1\.0 kW against 1\.2 kW and 1\.4 kW\./,
    );
    const address = `/api/v1/sites/${plant}/chosen-model`;
    const { blend } = await (await withToken(app, alice.token).get(address)).json();
    assert.deepEqual([blend.weights[1], blend.blend_kw, blend.is_offered], [0.9, 1.04, true]);
    await owner`update app.blend_fits set is_offered = false`;
    assert.match(await found(), /was not clearly better than both on 15 days/);
    await owner`update app.blend_fits set first_model = null, blend_kw = null, days = 12`;
    assert.match(await found(), /can be blended from 28 days on that both forecast; there are 12/);
  });

  it("has its gaps drawn with another stroke, and a sentence that explains them", async () => {
    const html = await shown();
    assert.ok(html.has(".day-chart path.filled"));
    const caption = html.text("figcaption");
    assert.match(
      caption,
      /model nwp 1\. .*this model has no value and the baseline fills the gap\./,
    );
  });

  it("has its gaps marked by a word in the table, and named with their model in the CSV", async () => {
    const html = await shown();
    assert.match(html.text(".values caption"), /Filled: the model has no value there/);
    const cells = html.texts(".values tbody td:nth-of-type(2)");
    assert.deepEqual(cells.map((text) => text.startsWith("filled ")), [
      ...Array(8).fill(false),
      ...Array(8).fill(true),
    ]);
    const { alice, sites: { plant } } = app.cast;
    const csv = await (await as(app, alice).get(`/sites/${plant}/day.csv?day=2026-06-21`)).text();
    const lines = csv.trimEnd().split("\n").slice(1);
    assert.deepEqual(lines.map((line) => line.split(",").slice(-2).join(",")), [
      ...Array(8).fill("nwp,false"),
      ...Array(8).fill(`${BASELINE_MODEL.name},true`),
    ]);
  });

  it("is in the API with the models that were not chosen, and not for strangers", async () => {
    const { alice, charlie, sites: { plant } } = app.cast;
    const address = `/api/v1/sites/${plant}/chosen-model`;
    const body = await (await withToken(app, alice.token).get(address)).json();
    assert.deepEqual([body.model_name, body.why], ["nwp", "assigned"]);
    const others = Object.fromEntries(
      body.models.map((one: Record<string, unknown>) => [one.model_name, one.why_not_shown]),
    );
    assert.deepEqual(others, {
      nwp: null,
      [BASELINE_MODEL.name]: "It fills the gaps of the model that the site shows.",
    });
    assert.equal((await withToken(app, charlie.token).get(address)).status, 404);
  });
});
