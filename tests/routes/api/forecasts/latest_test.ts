import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { thousandths } from "../../../../domain/generation/energy.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { forecasted, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, turbine } = app.cast.sites;
  const times = periods("2026-06-21T08:00:00Z", 15, 192);
  await forecasted(owner, plant, "2026-06-21T08:00:00Z", times, (index) => index / 7);
  await forecasted(owner, turbine, "2026-06-21T08:00:00Z", times, () => 500);
});
afterAll(() => app.close());

const get = (query = "", token = app.cast.alice.token) =>
  withToken(app, token).get(`/api/v1/forecasts/latest${query}`);

async function body(query = "", token?: string) {
  const response = await get(query, token);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  assert.equal(response.headers.get("content-type"), "application/json");
  return JSON.parse(text);
}

describe("GET /api/v1/forecasts/latest", () => {
  it("has all active sites of the group from the midnight of UTC, for 3 days", async () => {
    const { plant, bare } = app.cast.sites;
    const answer = await body();
    assert.deepEqual(
      [answer.start_utc, answer.end_utc],
      ["2026-06-21T00:00:00Z", "2026-06-24T00:00:00Z"],
    );
    const counts = answer.sites.map((s: { site_uuid: string; values: unknown[] }) => [
      s.site_uuid,
      s.values.length,
    ]);
    assert.deepEqual(counts, [[plant, 192], [bare, 0]].sort());
  });

  it("has the sites, the time and the form that are asked for", async () => {
    const { plant } = app.cast.sites;
    const query = `?site_uuids=${plant.toUpperCase()}&start=2026-06-21T10:00:00%2B02:00` +
      "&end=2026-06-21T08:30:00Z";
    const rows = await body(query);
    assert.deepEqual(rows.sites, [{
      site_uuid: plant,
      model_name: "test",
      values: [0, 1].map((index) => ({
        start_utc: `2026-06-21T08:${index ? "15" : "00"}:00Z`,
        end_utc: `2026-06-21T08:${index ? "30" : "15"}:00Z`,
        forecast_power_kw: thousandths(index / 7),
        p10_kw: thousandths(index / 7 - 1),
        p90_kw: thousandths(index / 7 + 1),
        horizon_minutes: index * 15,
        timestamp_utc: "2026-06-21T08:00:00Z",
      })),
    }]);
    const columns = await body(`${query}&format=columns`);
    assert.deepEqual(columns.periods.start_utc, ["2026-06-21T08:00:00Z", "2026-06-21T08:15:00Z"]);
    assert.deepEqual(columns.sites, [{
      site_uuid: plant,
      model_name: "test",
      forecast_power_kw: [0, 0.143],
      p10_kw: [-1, -0.857],
      p90_kw: [1, 1.143],
    }]);
  });

  it("comes whole, also compressed and when many ask at once", async () => {
    const text = await (await get()).text();
    const many = await Promise.all(Array.from({ length: 30 }, async (_, index) => {
      if (index % 3) return await (await get()).text();
      const response = await app.fetch("/api/v1/forecasts/latest", {
        headers: {
          authorization: `Bearer ${app.cast.alice.token}`,
          "accept-encoding": "gzip",
        },
      });
      assert.equal(response.headers.get("content-encoding"), "gzip");
      return await new Response(response.body!.pipeThrough(new DecompressionStream("gzip"))).text();
    }));
    for (const other of many) assert.equal(other, text);
  });

  const wrong = [
    ["what is no UUID", "site_uuids=plant", ["site_uuids"]],
    ["another form", "format=csv", ["format"]],
    ["a time without an offset", "start=2026-06-21T00:00:00", ["start"]],
    ["an end before the start", "start=2026-06-22T00:00:00Z&end=2026-06-21T00:00:00Z", ["end"]],
  ] as const;
  for (const [what, query, fields] of wrong) {
    it(`refuses ${what} at its field`, async () => {
      assert.deepEqual(await fieldsWrong(await get(`?${query}`)), fields);
    });
  }

  it("refuses more than 4000 sites times days", async () => {
    const { owner } = app.database;
    await owner`
      with made as (
        insert into sites (client_site_name, active, ml_id)
        select 'Many', true, 10000 + n from generate_series(1, 42) n returning site_uuid)
      insert into site_group_sites (site_group_uuid, site_uuid)
      select ${app.cast.charlie.site_group_uuid}, site_uuid from made`;
    const days = (count: number) =>
      get(
        `?start=2026-01-01T00:00:00Z&end=${
          Temporal.Instant.from("2026-01-01T00:00:00Z").add({ hours: count * 24 })
        }`,
        app.cast.charlie.token,
      );
    assert.equal((await days(92)).status, 200);
    await owner`
      with made as (
        insert into sites (client_site_name, active, ml_id) values ('One more', true, 20000)
        returning site_uuid)
      insert into site_group_sites (site_group_uuid, site_uuid)
      select ${app.cast.charlie.site_group_uuid}, site_uuid from made`;
    assert.deepEqual(await fieldsWrong(await days(92)), ["site_uuids"]);
  });

  it("is as if a stranger's site were not there, also beside one's own", async () => {
    const { plant, turbine } = app.cast.sites;
    const nobodys = crypto.randomUUID();
    const problems = await Promise.all([turbine, nobodys].map(async (site) => {
      const { request_id: _, ...problem } = await problemOf(
        await get(`?site_uuids=${plant},${site}`),
        404,
      );
      return JSON.stringify(problem).replace(site, "SITE");
    }));
    assert.equal(problems[0], problems[1]);
  });
});
