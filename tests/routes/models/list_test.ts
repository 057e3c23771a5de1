import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { insertErrors } from "../../support/model_errors.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { insertForecast } from "../../support/rows.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;

/** A run of one value, made at a time of 21 June; it is 08:07. */
async function run(site_uuid: string, name: string | null, time: string) {
  const { owner } = app.database;
  const at = `2026-06-21T${time}:00Z`;
  const ml_model_uuid = name && await models.findOrMake(owner, { name, version: "1" });
  await insertForecast(owner, { site_uuid, timestamp_utc: at }, [
    { start_utc: at, forecast_power_kw: 1, ml_model_uuid },
  ]);
}

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  await run(plant, "pvnet", "07:30");
  await run(bare, "pvnet", "06:30");
  await run(plant, BASELINE_MODEL.name, "05:00");
  await run(bare, null, "01:00");
  await run(turbine, "windnet", "08:00");
  await insertErrors(owner, plant, [
    { inside: 79, baseline_kw: 5, crps_kw: 3 },
    { horizon_hours: 24, pairs: 300, inside: 240, mae_kw: 10 },
    { daylight: false, mae_kw: 1 },
    { model_name: "gone", horizon_hours: 1 },
  ]);
  await insertErrors(owner, turbine, [{ model_name: "windnet", daylight: false, mae_kw: 90 }]);
});
afterAll(() => app.close());

/** Returns the rows of a page's table as text. */
async function lines(person: keyof TestApp["cast"] & ("alice" | "charlie" | "ada"), path: string) {
  const response = await as(app, app.cast[person]).get(path);
  assert.equal(response.status, 200);
  const html = await page(response);
  assert.doesNotMatch(html.source, /NaN|undefined|null/);
  return html.texts("tbody tr");
}

const ROOFS = [
  "(no model named) old, 7 h ago 21 Jun 2026, 01:00 UTC 1 – – – – – –",
  "gone old none in the last day 0 8 % – – – – –",
  "pvnet fine, 37 min ago 21 Jun 2026, 07:30 UTC 2 – 8 % 18 % better 20 % 6 % 3 % 80 %",
  `${BASELINE_MODEL.name} the simple baseline late, 3 h ago 21 Jun 2026, 05:00 UTC 1 – – – – – –`,
];
const WINDNET = "windnet fine, 7 min ago 21 Jun 2026, 08:00 UTC 1";

/** The switch that says which hours are shown. */
const current = (html: Html) => html.attribute("id", '[id^=light-][aria-current="true"]');

describe("the models of one's group", () => {
  it("stand side by side, how fresh and how good", async () => {
    assert.deepEqual(await lines("alice", "/models"), ROOFS);
  });

  it("are those of one's own sites", async () => {
    assert.deepEqual(await lines("charlie", "/models"), [`${WINDNET} – 183 % – – – –`]);
    assert.deepEqual(await lines("charlie", "/models?light=day"), [`${WINDNET} – 183 % – – – –`]);
  });

  it("are held against the whole day where nothing is counted in daylight", async () => {
    const shown = (path: string) => page(as(app, app.cast.charlie).get(path));
    const usual = await shown("/models");
    assert.equal(current(usual), "light-day");
    assert.doesNotMatch(
      usual.text(),
      /count only in Whole day|There are no numbers for daylight|Numbers appear/,
    );
    assert.ok(usual.has('a[href="/models?light=daylight"]'));
    const daylight = await shown("/models?light=daylight");
    assert.equal(current(daylight), "light-daylight");
    assert.match(
      daylight.text(),
      /Wind sites and sites without coordinates count only in Whole day/,
    );
    assert.match(daylight.text(), /There are no numbers for daylight; Whole day has some\./);
    assert.doesNotMatch(daylight.text(), /Numbers appear the night after/);
    assert.equal(current(await shown("/models?light=moon")), "light-day");
    const roofs = await page(as(app, app.cast.alice).get("/models"));
    assert.equal(current(roofs), "light-daylight");
  });

  it("are a part for htmx, and reached from the menu", async () => {
    const { alice } = app.cast;
    const whole = await page(as(app, alice).get("/models"));
    const part = await page(as(app, alice).part("/models", "models"));
    assert.deepEqual(part.top, ["section#models"]);
    assert.ok(whole.source.includes(part.source));
    assert.match(whole.text('nav a[href="/models"][aria-current="page"]'), /^Models/);
  });

  it("need somebody who is signed in", async () => {
    const response = await app.fetch("/models");
    assert.deepEqual([response.status, response.headers.get("location")], [
      303,
      "/sign-in?next=%2Fmodels",
    ]);
  });
});

describe("models for admins", () => {
  it("are those of all sites", async () => {
    assert.deepEqual(await lines("ada", "/admin/models"), [
      ...ROOFS.slice(0, 3),
      `${WINDNET} – – – – – –`,
      ROOFS[3],
    ]);
  });

  it("are those of one group, by the link on its page", async () => {
    const { ada, alice, charlie } = app.cast;
    const path = `/admin/models?group=${alice.site_group_uuid}`;
    assert.deepEqual(await lines("ada", path), ROOFS);
    const group = await page(as(app, ada).get(`/admin/groups/${alice.site_group_uuid}`));
    assert.ok(group.has(`a[href="${path}"]`));
    const html = await page(as(app, ada).get(path));
    assert.equal(html.text("h1"), "Models of Roofs");
    assert.ok(html.has(`a[href="${path}&light=day"]`));
    const hills = `/admin/models?group=${charlie.site_group_uuid}&light=day`;
    assert.match((await lines("ada", hills))[0]!, /^windnet .* 183 % – – – –$/);
    const usual = hills.replace("&light=day", "");
    assert.match((await lines("ada", usual))[0]!, /^windnet .* 183 % – – – –$/);
  });

  it("are not there for members, nor of a group that is none", async () => {
    const { ada, alice } = app.cast;
    assert.equal((await as(app, alice).get("/admin/models")).status, 404);
    assert.equal((await as(app, alice).part("/admin/models", "models")).status, 404);
    for (const group of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      assert.equal((await as(app, ada).get(`/admin/models?group=${group}`)).status, 404);
    }
  });

  it("say what there will be where no model forecasts", async () => {
    const { ada } = app.cast;
    const { owner } = app.database;
    const [empty] = await owner<{ site_group_uuid: string }[]>`
      insert into site_groups (site_group_name) values ('Nothing') returning site_group_uuid`;
    const path = `/admin/models?group=${empty!.site_group_uuid}`;
    assert.match(await (await as(app, ada).get(path)).text(), /No forecasts yet/);
  });

  it("say when numbers will come where there are none in either light", async () => {
    const { ada } = app.cast;
    const { owner } = app.database;
    const [group] = await owner<{ site_group_uuid: string }[]>`
      insert into site_groups (site_group_name) values ('New') returning site_group_uuid`;
    const site = await demo.makeSite(owner, group!.site_group_uuid, { capacity_kw: null });
    await run(site, "new", "08:00");
    const path = `/admin/models?group=${group!.site_group_uuid}`;
    for (const light of ["", "&light=daylight", "&light=day"]) {
      const html = await (await as(app, ada).get(path + light)).text();
      assert.match(html, /Numbers appear the night after/);
      assert.doesNotMatch(html, /Nothing was counted/);
    }
    await insertErrors(owner, site, [{ model_name: "new", daylight: false, capacity_kw: null }]);
    assert.match((await lines("ada", path))[0]!, /^new .* – 4\.1 kW – – – –$/);
  });
});
