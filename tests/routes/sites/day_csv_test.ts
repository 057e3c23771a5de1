import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

const HEAD =
  "start_utc,end_utc,start_local,generation_power_kw,forecast_power_kw,p10_kw,p90_kw,model_name,filled";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** One more site of alice's, with a zone of its own. */
function siteIn(time_zone: string): Promise<string> {
  const { site_group_uuid } = app.cast.alice;
  return demo.makeSite(app.database.owner, site_group_uuid, { capacity_kw: 10, time_zone });
}

async function csv(site: string, day: string): Promise<string[]> {
  const response = await as(app, app.cast.alice).get(`/sites/${site}/day.csv?day=${day}`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
  const name = site === app.cast.sites.plant ? "plant-one" : `site-${site.slice(0, 8)}`;
  assert.equal(
    response.headers.get("content-disposition"),
    `attachment; filename="${name}-${day}.csv"`,
  );
  const [head, ...lines] = (await response.text()).trimEnd().split("\n");
  assert.equal(head, HEAD);
  return lines;
}

describe("the CSV of a site's day", () => {
  it("is named by site and day, in letters that every system takes", async () => {
    const { owner } = app.database;
    const site = await siteIn("UTC");
    const names = {
      "Scheune Süd, Dach 2": "scheune-sud-dach-2",
      'x"\\r\\n: ../etc': "x-r-n-etc",
      "東京": `site-${site.slice(0, 8)}`,
      ["long ".repeat(40)]: "long-".repeat(12).slice(0, -1),
    };
    for (const [name, expected] of Object.entries(names)) {
      await owner`update sites set client_site_name = ${name} where site_uuid = ${site}`;
      const { headers } = await as(app, app.cast.bob).get(`/sites/${site}/day.csv?day=2026-06-20`);
      assert.equal(
        headers.get("content-disposition"),
        `attachment; filename="${expected}-2026-06-20.csv"`,
      );
    }
  });

  it("has the forecast's periods with what was measured in them; a gap is an empty cell", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    const run = periods("2026-06-21T06:00:00Z", 15, 4);
    await forecasted(owner, plant, "2026-06-21T06:00:00Z", run, (index) => 10 + index / 3);
    const five = periods("2026-06-21T05:50:00Z", 5, 11);
    await measured(owner, plant, five, (index) => index === 6 ? undefined : index);
    assert.deepEqual(await csv(plant, "2026-06-21"), [
      "2026-06-21T05:50:00Z,2026-06-21T05:55:00Z,2026-06-21T09:50:00+04:00,0,,,,,",
      "2026-06-21T05:55:00Z,2026-06-21T06:00:00Z,2026-06-21T09:55:00+04:00,1,,,,,",
      "2026-06-21T06:00:00Z,2026-06-21T06:15:00Z,2026-06-21T10:00:00+04:00,3,10,9,11,test,false",
      "2026-06-21T06:15:00Z,2026-06-21T06:20:00Z,2026-06-21T10:15:00+04:00,5,10.333,9.333,11.333,test,false",
      "2026-06-21T06:20:00Z,2026-06-21T06:25:00Z,2026-06-21T10:20:00+04:00,,10.333,9.333,11.333,test,false",
      "2026-06-21T06:25:00Z,2026-06-21T06:30:00Z,2026-06-21T10:25:00+04:00,7,10.333,9.333,11.333,test,false",
      "2026-06-21T06:30:00Z,2026-06-21T06:45:00Z,2026-06-21T10:30:00+04:00,9,10.667,9.667,11.667,test,false",
      "2026-06-21T06:45:00Z,2026-06-21T07:00:00Z,2026-06-21T10:45:00+04:00,,11,10,12,test,false",
    ]);
  });

  it("is only its head on a day without values", async () => {
    assert.deepEqual(await csv(app.cast.sites.bare, "2026-06-21"), []);
  });

  const days = [
    ["Europe/London", "2026-03-29", 92, "2026-03-29T00:00:00+00:00", "2026-03-29T23:45:00+01:00"],
    ["Europe/London", "2026-10-25", 100, "2026-10-25T00:00:00+01:00", "2026-10-25T23:45:00+00:00"],
    ["Asia/Kathmandu", "2026-06-21", 96, "2026-06-21T00:00:00+05:45", "2026-06-21T23:45:00+05:45"],
  ] as const;
  for (const [zone, day, count, first, last] of days) {
    it(`has the ${count} quarter hours of ${day} in ${zone}, in order`, async () => {
      const site = await siteIn(zone);
      const start = Temporal.PlainDate.from(day).subtract({ days: 1 });
      const three = periods(`${start}T00:00:00Z`, 15, 3 * 96);
      await measured(app.database.owner, site, three, (index) => index);
      const cells = (await csv(site, day)).map((line) => line.split(","));
      assert.equal(cells.length, count);
      assert.deepEqual([cells.at(0)![2], cells.at(-1)![2]], [first, last]);
      const starts = cells.map(([start]) => start!);
      assert.deepEqual(starts, starts.toSorted());
      assert.equal(new Set(starts).size, count);
    });
  }

  it("is not there for strangers, nor for nobody", async () => {
    const { charlie, sites: { plant } } = app.cast;
    const strangers = await as(app, charlie).get(`/sites/${plant}/day.csv`);
    assert.equal(strangers.status, 404);
    assert.equal(strangers.headers.get("content-disposition"), null);
    assert.equal((await app.fetch(`/sites/${plant}/day.csv`)).status, 303);
  });
});
