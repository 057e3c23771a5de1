import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  await owner`update sites set dno = null, gsp = null`;
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
      assert.deepEqual(await sums(of, `?${RANGE}`), {
        by: "total",
        start_utc: FIVE,
        end_utc: "2026-06-21T06:00:00Z",
        sites: 2,
        sums: [
          { start_utc: FIVE, name: "total", power_kw: 11 * factor, sites: 2 },
          { start_utc: HALF_PAST, name: "total", power_kw: 1 * factor, sites: 1 },
        ],
      });
    });

    it("adds up by distribution operator; sites without one have a sum of their own", async () => {
      const name = '{"dno_id": "10"}';
      assert.deepEqual((await sums(of, `?${RANGE}&by=dno`)).sums, [
        { start_utc: FIVE, name, power_kw: 1 * factor, sites: 1 },
        { start_utc: FIVE, name: null, power_kw: 10 * factor, sites: 1 },
        { start_utc: HALF_PAST, name, power_kw: 1 * factor, sites: 1 },
      ]);
      assert.deepEqual((await sums(of, `?${RANGE}&by=gsp`)).sums[0].name, null);
    });

    it("adds up the sites that are named, and begins with the day of UTC", async () => {
      const { bare } = app.cast.sites;
      const answer = await sums(of, `?site_uuids=${bare},${bare.toUpperCase()}`);
      assert.deepEqual([answer.sites, answer.start_utc, answer.end_utc], [
        1,
        "2026-06-21T00:00:00Z",
        "2026-06-24T00:00:00Z",
      ]);
      assert.deepEqual(answer.sums.map((sum: { power_kw: number }) => sum.power_kw), [10 * factor]);
    });

    it("has no others' sites, named or not", async () => {
      const { plant, turbine } = app.cast.sites;
      for (const other of [turbine, crypto.randomUUID()]) {
        await problemOf(await get(of, `?site_uuids=${plant},${other}`), 404);
      }
      const charlies = await (await get(of, `?${RANGE}`, app.cast.charlie.token)).json();
      assert.deepEqual([charlies.sites, charlies.sums[0].power_kw], [1, 100 * factor]);
    });

    const many = Array(1001).fill("00000000-0000-4000-8000-000000000000").join(",");
    const wrong = [
      ["by=region", ["by"]],
      ["by=", ["by"]],
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
