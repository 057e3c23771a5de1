import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong } from "../../../support/problem.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare, turbine } = app.cast.sites;
  await owner`update sites set region = 'North' where site_uuid = ${plant}`;
  for (const [site, kw] of [[plant, 1], [bare, 10], [turbine, 100]] as const) {
    const older = periods("2026-06-21T05:00:00Z", 15, 192);
    await forecasted(owner, site, "2026-06-21T05:00:00Z", older, (index) => kw + index / 7);
    const newer = periods("2026-06-21T07:10:00Z", 30, 20);
    await forecasted(owner, site, "2026-06-21T07:00:00Z", newer, (index) => 2 * kw + index / 7);
    await measured(owner, site, periods("2026-06-21T05:00:00Z", 10, 20), (index) => kw + index / 3);
    await measured(owner, site, periods("2026-06-21T04:50:00Z", 30, 1), () => kw);
  }
  await owner`
    update forecast_values v set created_utc = f.timestamp_utc + interval '5 minutes'
    from forecasts f where f.forecast_uuid = v.forecast_uuid`;
});
afterAll(() => app.close());

const RANGE = "start=2026-06-21T04:00:00Z&end=2026-06-22T04:00:00Z";
const LONG = "start=2025-06-01T00:00:00Z&end=2026-07-06T00:00:00Z";

const get = (path: string) => withToken(app, app.cast.alice.token).get(`/api/v1${path}`);
async function read(path: string) {
  const response = await get(path);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

// deno-lint-ignore no-explicit-any
type Row = Record<string, any>;

/** A value of one site without what a list of many sites says once, or not at all. */
const plain = ({ forecast_uuid: _, model_version: __, model_name: ___, ...value }: Row) => value;

describe("what is read of many sites", () => {
  const questions = [
    "",
    "&made_before=2026-06-21T06:00:00Z",
    "&min_horizon_minutes=90",
    "&day_ahead_hours=24&time_zone=Pacific/Pago_Pago",
    "&day_ahead_hours=12&day_ahead_utc_offset_hours=-10",
    "&model_name=test",
    "&model_name=none",
  ];
  for (const question of questions) {
    it(`is of each what is read of it alone: forecast${question}`, async () => {
      const { sites } = await read(`/forecasts/latest?${RANGE}${question}`);
      assert.equal(sites.length, 2);
      for (const { site_uuid, model_name, values } of sites) {
        const one = await read(`/sites/${site_uuid}/forecast?${RANGE}${question}`);
        assert.equal(model_name, one.model_name);
        assert.deepEqual(values.map(plain), one.values.map(plain));
      }
    });
  }

  it("is so for generation, and for the clear sky of a day", async () => {
    const { sites } = await read(`/generation?${RANGE}`);
    assert.deepEqual(sites.map((site: Row) => site.values[0].cut), [true, true]);
    for (const { site_uuid, values } of sites) {
      assert.deepEqual(values, (await read(`/sites/${site_uuid}/generation?${RANGE}`)).values);
    }
    const skies = await read("/clear-sky?day=2026-06-20");
    for (const sky of skies.sites) {
      assert.deepEqual(sky, await read(`/sites/${sky.site_uuid}/clear-sky?day=2026-06-20`));
    }
    assert.equal(skies.sites.length, 2);
  });

  it("is so for sums, whatever is forecast", async () => {
    for (const question of questions) {
      const { sites } = await read(`/forecasts/latest?${RANGE}${question}`);
      const { sums } = await read(`/forecast/sums?${RANGE}&resolution=60&sum_by=region${question}`);
      const kwh = (found: number, { energy_kwh }: Row) => found + energy_kwh;
      const lasting = ({ start_utc, end_utc, forecast_power_kw }: Row) =>
        forecast_power_kw * (Date.parse(end_utc) - Date.parse(start_utc)) / 3_600_000;
      const expected = sites.flatMap((site: Row) => site.values.map(lasting))
        .reduce((sum: number, one: number) => sum + one, 0);
      // Sums count a value that reaches over the end of the range up to it.
      assert.ok(Math.abs(sums.reduce(kwh, 0) - expected) < 0.02 * expected + 0.1, question);
    }
  });

  it("is of the sites that pass the filters, among those that are named", async () => {
    const { plant, bare } = app.cast.sites;
    for (
      const path of ["/generation", "/forecasts/latest", "/snapshot", "/freshness", "/clear-sky"]
    ) {
      const of = async (query: string) =>
        (await read(`${path}?${query}`)).sites.map((site: Row) => site.site_uuid);
      assert.deepEqual(await of("region=north"), [plant]);
      assert.deepEqual(await of(`site_uuids=${bare}&region=north`), []);
      assert.deepEqual(await of(`site_uuids=${bare}`), [bare]);
      assert.deepEqual(await of("attention=any"), []);
      assert.deepEqual(await fieldsWrong(await get(`${path}?attention=some`)), ["attention"]);
    }
    for (const kind of ["forecast", "generation"]) {
      assert.equal((await read(`/${kind}/sums?${RANGE}&region=north`)).sites, 1);
    }
  });
});

describe("400 days", () => {
  for (const kind of ["forecast", "generation"]) {
    it(`of a site's ${kind} are sent as they are read, and are the same`, async () => {
      const path = `/sites/${app.cast.sites.plant}/${kind}?${LONG}`;
      const { values, start_utc, end_utc } = await read(path);
      assert.deepEqual([start_utc, end_utc], ["2025-06-01T00:00:00Z", "2026-07-06T00:00:00Z"]);
      const short = `/sites/${app.cast.sites.plant}/${kind}?start=2026-06-01T00:00:00Z` +
        "&end=2026-07-06T00:00:00Z";
      assert.deepEqual(values, (await read(short)).values);
      const { headers } = await get(path);
      const again = await app.fetch(`/api/v1${path}`, {
        headers: {
          authorization: `Bearer ${app.cast.alice.token}`,
          "if-none-match": headers.get("etag")!,
        },
      });
      assert.equal(again.status, 304);
    });
  }

  it("of many sites are, too", async () => {
    for (const path of ["/forecasts/latest", "/generation"]) {
      const long = await read(`${path}?${LONG}`);
      const short = await read(`${path}?start=2026-06-01T00:00:00Z&end=2026-07-06T00:00:00Z`);
      assert.deepEqual(long.sites, short.sites);
      assert.equal(long.start_utc, "2025-06-01T00:00:00Z");
    }
  });
});

describe("the runs of a site", () => {
  const runsOf = (query = "") => read(`/sites/${app.cast.sites.plant}/runs${query}`);

  it("are listed by pages, the newest first, with what they hold", async () => {
    const { runs: [newest], next_cursor } = await runsOf("?limit=1");
    assert.deepEqual([newest.timestamp_utc, newest.model_name, newest.value_count], [
      "2026-06-21T07:00:00Z",
      "test",
      20,
    ]);
    assert.deepEqual([newest.first_utc, newest.until_utc], [
      "2026-06-21T07:10:00Z",
      "2026-06-21T17:10:00Z",
    ]);
    const rest = await runsOf(`?limit=1&cursor=${next_cursor}`);
    assert.deepEqual([rest.runs[0].timestamp_utc, rest.next_cursor], [
      "2026-06-21T05:00:00Z",
      null,
    ]);
    assert.deepEqual((await runsOf("?model_name=none")).runs, []);
    assert.equal((await runsOf("?end=2026-06-21T07:00:00Z")).runs.length, 1);
    const [other] = (await read(`/sites/${app.cast.sites.bare}/runs`)).runs;
    const strange = `/sites/${app.cast.sites.plant}/runs?cursor=${other.forecast_uuid}`;
    assert.deepEqual(await fieldsWrong(await get(strange)), ["cursor"]);
  });

  it("each have all their values as stored", async () => {
    const { runs: [, older] } = await runsOf();
    await app.database.owner`
      update forecast_values set probabilistic_values = '{"p10": 0.12345, "p50": 2, "x": 1, "p90": "?"}'
      where forecast_uuid = ${older.forecast_uuid} and start_utc = '2026-06-21 05:00'`;
    const run = await read(`/runs/${older.forecast_uuid}`);
    assert.equal(run.site_uuid, app.cast.sites.plant);
    assert.equal(run.values.length, 192);
    assert.deepEqual(run.values[0], {
      start_utc: "2026-06-21T05:00:00Z",
      end_utc: "2026-06-21T05:15:00Z",
      forecast_power_kw: 1,
      p10_kw: 0.123,
      p90_kw: null,
      p_levels: { p10: 0.123, p50: 2 },
      horizon_minutes: 0,
    });
    assert.equal(run.values[1].forecast_power_kw, 1.143);
  });
});

describe("a snapshot", () => {
  it("has the forecast and the newest measurement of each site at a time", async () => {
    const { at_utc, sites } = await read("/snapshot?at=2026-06-21T08:30:00Z");
    assert.equal(at_utc, "2026-06-21T08:30:00Z");
    const { forecast, generation, latitude } = sites.find((site: Row) =>
      site.site_uuid === app.cast.sites.plant
    );
    assert.deepEqual([forecast.start_utc, forecast.forecast_power_kw, forecast.p_levels], [
      "2026-06-21T08:10:00Z",
      2.286,
      { p10: 1.286, p90: 3.286 },
    ]);
    assert.deepEqual([generation.start_utc, generation.end_utc], [
      "2026-06-21T08:10:00Z",
      "2026-06-21T08:20:00Z",
    ]);
    assert.ok(latitude < 0);
    const before = await read("/snapshot?at=2026-06-21T08:30:00Z&made_before=2026-06-21T06:00:00Z");
    assert.equal(before.sites[0].forecast.timestamp_utc, "2026-06-21T05:00:00Z");
    const empty = await read("/snapshot?at=2026-01-01T00:00:00Z");
    assert.deepEqual([empty.sites[0].forecast, empty.sites[0].generation], [null, null]);
  });

  it("is of the current minute by default", async () => {
    assert.equal((await read("/snapshot")).at_utc, "2026-06-21T08:07:00Z");
  });
});

describe("freshness", () => {
  it("has the newest run and measurement of each site, and how old they are", async () => {
    const { sites } = await read("/freshness");
    const { forecast_uuid, ...plant } = sites.find((site: Row) =>
      site.site_uuid === app.cast.sites.plant
    );
    assert.deepEqual(plant, {
      site_uuid: app.cast.sites.plant,
      newest_run_utc: "2026-06-21T07:00:00Z",
      run_age_minutes: 67,
      measured_until_utc: "2026-06-21T08:10:00Z",
      measured_age_minutes: -3,
      is_forecast_late: null,
      is_measured_late: null,
    });
    assert.equal((await read(`/runs/${forecast_uuid}`)).timestamp_utc, "2026-06-21T07:00:00Z");
  });
});
