import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type PowerSum, RESOLUTIONS } from "../../../../domain/power_sum.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  await owner`update sites set dno = null, gsp = null, capacity_kw = 10`;
  await owner`update sites set dno = '{"dno_id": "10"}' where site_uuid = ${plant}`;
  for (const [site, kw] of [[plant, 1], [bare, 10], [turbine, 100]] as const) {
    const times = periods("2026-06-21T05:00:00Z", 30, site === plant ? 2 : 1);
    await forecasted(owner, site, "2026-06-21T05:00:00Z", times, () => kw);
    await measured(owner, site, times, () => kw * 2);
  }
});
afterAll(() => app.close());

const get = (of: string, query = "", token = app.cast.alice.token) =>
  withToken(app, token).get(`/api/v1/${of}/sums${query}`);

async function sums(of: string, query = "") {
  const response = await get(of, query);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

const RANGE = "start=2026-06-21T05:00:00Z&end=2026-06-21T06:00:00Z";
const [FIVE, HALF_PAST] = ["2026-06-21T05:00:00Z", "2026-06-21T05:30:00Z"];

for (const [of, factor] of [["forecast", 1], ["generation", 2]] as const) {
  describe(`GET /api/v1/${of}/sums`, () => {
    it("adds up the sites of the group, and says how many have a value", async () => {
      assert.deepEqual(await sums(of, `?${RANGE}&resolution=30`), {
        by: "total",
        start_utc: FIVE,
        end_utc: "2026-06-21T06:00:00Z",
        resolution: 30,
        sites: 2,
        sums: [{
          start_utc: FIVE,
          end_utc: HALF_PAST,
          name: "total",
          power_kw: 11 * factor,
          sites: 2,
          capacity_kw: 20,
          energy_kwh: 5.5 * factor,
        }, {
          start_utc: HALF_PAST,
          end_utc: "2026-06-21T06:00:00Z",
          name: "total",
          power_kw: 1 * factor,
          sites: 1,
          capacity_kw: 10,
          energy_kwh: 0.5 * factor,
        }],
      });
    });

    it("adds up by distribution operator; sites without one have a sum of their own", async () => {
      const name = '{"dno_id": "10"}';
      const found = (await sums(of, `?${RANGE}&by=dno&resolution=30`)).sums as PowerSum[];
      assert.deepEqual(found.map((sum) => [sum.start_utc, sum.name, sum.power_kw, sum.sites]), [
        [FIVE, name, 1 * factor, 1],
        [FIVE, null, 10 * factor, 1],
        [HALF_PAST, name, 1 * factor, 1],
      ]);
      for (const [by, name] of [["gsp", null], ["region", null], ["country", "uk"]] as const) {
        const { sums: found } = await sums(of, `?${RANGE}&by=${by}`);
        assert.ok(found.some((sum: PowerSum) => sum.name === name), by);
      }
      const { by, sums: kinds } = await sums(of, `?${RANGE}&sum_by=asset_type`);
      assert.deepEqual([by, kinds[0].name], ["asset_type", "pv"]);
    });

    it("adds up the sites that are named, and begins with the day of UTC", async () => {
      const { bare } = app.cast.sites;
      const answer = await sums(of, `?site_uuids=${bare},${bare.toUpperCase()}`);
      assert.deepEqual([answer.sites, answer.start_utc, answer.end_utc], [
        1,
        "2026-06-21T00:00:00Z",
        "2026-06-24T00:00:00Z",
      ]);
      const powers = answer.sums.map((sum: PowerSum) => sum.power_kw);
      assert.deepEqual(powers, [10 * factor, 10 * factor]);
    });

    it("has no others' sites, named or not", async () => {
      const { plant, turbine } = app.cast.sites;
      for (const other of [turbine, crypto.randomUUID()]) {
        await problemOf(await get(of, `?site_uuids=${plant},${other}`), 404);
      }
      const charlies = await (await get(of, `?${RANGE}`, app.cast.charlie.token)).json();
      assert.deepEqual([charlies.sites, charlies.sums[0].power_kw], [1, 100 * factor]);
    });

    it("is the same on any grid, whatever the periods of the data", async () => {
      for (const resolution of RESOLUTIONS) {
        const found = (await sums(of, `?${RANGE}&resolution=${resolution}`)).sums as PowerSum[];
        assert.equal(found.length, 60 / resolution);
        const energy = found.reduce((sum, { energy_kwh }) => sum + energy_kwh, 0);
        assert.ok(
          Math.abs(energy - 6 * factor) < 0.0005 * found.length,
          `${resolution}: ${energy} kWh`,
        );
      }
    });

    const many = Array(1001).fill("00000000-0000-4000-8000-000000000000").join(",");
    const wrong = [
      ["by=county", ["by"]],
      ["sum_by=client", ["sum_by"]],
      ["by=", ["by"]],
      ["resolution=20", ["resolution"]],
      ["site_uuids=", ["site_uuids"]],
      ["site_uuids=plant", ["site_uuids"]],
      [`site_uuids=${many}`, ["site_uuids"]],
      ["start=2026-06-22T00:00:00Z&end=2026-06-21T00:00:00Z", ["end"]],
      ["start=today&by=all", ["start", "by"]],
    ] as const;
    for (const [query, fields] of wrong) {
      it(`refuses ${query.slice(0, 60)} at its field`, async () => {
        assert.deepEqual(await fieldsWrong(await get(of, `?${query}`)), fields);
      });
    }
  });
}
