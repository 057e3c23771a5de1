import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { fieldsWrong } from "../../support/problem.ts";
import { page } from "../../support/html.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

let app: TestApp;
const DAY = { start: "2026-06-20T20:00:00Z", end: "2026-06-21T20:00:00Z" };

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  const quarters = periods("2026-06-20T18:00:00Z", 15, 104);
  await forecasted(owner, plant, "2026-06-20T12:00:00Z", quarters, (at) => at % 7);
  await measured(owner, plant, periods("2026-06-20T19:30:00Z", 60, 12), () => 30);
  await measured(owner, bare, periods("2026-06-21T04:00:00Z", 15, 8), (at) => at);
  await measured(owner, turbine, periods("2026-06-21T04:00:00Z", 15, 8), () => 500);
});
afterAll(() => app.close());

/** What plain SQL adds up of alice's sites on the plant's day. */
async function plain() {
  const { owner } = app.database;
  const { plant, bare } = app.cast.sites;
  const [measured] = await owner`
    select sum(generation_power_kw * extract(epoch from least(end_utc, ${DAY.end}::timestamp)
        - greatest(start_utc, ${DAY.start}::timestamp)) / 3600)::float8 as kwh
    from generation where site_uuid in (${plant}, ${bare})
      and end_utc > ${DAY.start}::timestamp and start_utc < ${DAY.end}::timestamp`;
  const [forecast] = await owner`
    select sum(v.forecast_power_kw / 4)::float8 as kwh
    from forecast_values v join forecasts f using (forecast_uuid)
    where f.site_uuid = ${plant} and v.start_utc >= ${DAY.start}::timestamp
      and v.start_utc < ${DAY.end}::timestamp`;
  return { produced: measured!.kwh as number, forecast: forecast!.kwh as number };
}

describe("the sums of a group's sites", () => {
  const totals = async (query = "", token = app.cast.alice.token) =>
    await (await withToken(app, token).get(`/api/v1/totals${query}`)).json();

  it("are those of SQL, in the zone of most sites, with what they cover", async () => {
    const { produced, forecast } = await plain();
    const found = await totals("?q=plant");
    assert.deepEqual([found.time_zone, found.sites, found.capacity_kw], [
      "Indian/Reunion",
      1,
      49.14,
    ]);
    const bare = 1 / 4 * (0 + 1 + 2 + 3 + 4 + 5 + 6 + 7);
    assert.deepEqual(found.days, [{
      day: "2026-06-21",
      produced_kwh: produced - bare,
      produced_sites: 1,
      forecast_kwh: forecast,
      forecast_sites: 1,
    }]);
  });

  it("split values at the edges of days, so that days add up to the whole", async () => {
    const { days } = await totals("?from=2026-06-20&to=2026-06-22&q=plant");
    const sum = days.reduce(
      (all: number, { produced_kwh }: { produced_kwh: number }) => all + (produced_kwh ?? 0),
      0,
    );
    assert.equal(sum, 12 * 30);
    assert.equal(days[2].produced_kwh, null);
    assert.equal(days[2].produced_sites, 0);
  });

  it("never hold a stranger's site", async () => {
    const { sites, days } = await totals("?q=Turbine&active=all");
    assert.deepEqual([sites, days[0].produced_kwh], [0, null]);
  });

  it("refuse days that are none, in no order or too many", async () => {
    const refused = async (query: string) =>
      await fieldsWrong(await withToken(app, app.cast.alice.token).get(`/api/v1/totals${query}`));
    assert.deepEqual(await refused("?from=2026-02-30"), ["from"]);
    assert.deepEqual(await refused("?from=2026-06-02&to=2026-06-01"), ["to"]);
    assert.deepEqual(await refused("?from=2026-01-01&to=2026-02-01"), ["to"]);
    assert.deepEqual(await refused("?to=2026-02-01"), ["from"]);
  });

  it("have a page with the same figures, a chart without a band, and what it covers", async () => {
    const { produced } = await plain();
    const html = await page(as(app, app.cast.alice).get("/sites/total?day=2026-06-21"));
    assert.equal(html.text("h1"), "2 sites together");
    const [first] = html.all(".totals div");
    assert.equal(first!.text("dd"), `${Math.round(produced)} kWh all 2 sites`);
    assert.ok(html.has("svg.day-chart path.generation"));
    assert.ok(!html.has("path.band"));
    assert.match(html.text("figcaption"), /Forecast: of 1 of 2 sites/);
  });

  it("keep filters in their links, and take no wrong day", async () => {
    const html = await page(as(app, app.cast.alice).get("/sites/total?q=plant&day=nonsense"));
    assert.equal(html.attribute("href", "#previous-day"), "/sites/total?q=plant&day=2026-06-20");
    assert.equal(html.attribute("href", ".breadcrumb a"), "/sites?q=plant");
    const empty = await page(as(app, app.cast.alice).get("/sites/total?q=nothing"));
    assert.match(empty.text(), /0 sites together.*Nothing was measured/);
  });
});
