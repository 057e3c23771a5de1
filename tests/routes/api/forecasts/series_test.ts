import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant } = app.cast.sites;
  // An older run over everything; a newer one takes over at its own time, 08:00.
  const older = periods("2026-06-21T05:00:00Z", 15, 192);
  await forecasted(owner, plant, "2026-06-21T05:00:00Z", older, (index) => 1 + index / 7);
  const newer = periods("2026-06-21T07:00:00Z", 15, 192);
  await forecasted(owner, plant, "2026-06-21T08:00:00Z", newer, (index) => 100 + index / 7);
  const times = periods("2026-06-21T00:00:00Z", 10, 30);
  await measured(owner, plant, times, (index) => index === 3 ? undefined : index / 3);
  const odd = { start_utc: "2026-06-20T23:50:00.250001Z", end_utc: "2026-06-21T00:00:00Z" };
  await measured(owner, plant, [odd], () => 0.1);
});
afterAll(() => app.close());

const get = (name: string, query = "", site = app.cast.sites.plant) =>
  withToken(app, app.cast.alice.token).get(`/api/v1/sites/${site}/${name}${query}`);

interface Value {
  start_utc: string;
  end_utc: string;
  [column: string]: unknown;
}

interface Series {
  site_uuid: string;
  start_utc: string;
  end_utc: string;
  values: Value[];
}

async function series(name: string, query = "", site?: string): Promise<Series> {
  const response = await get(name, query, site);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

const starts = (values: Value[]) => values.map(({ start_utc }) => start_utc);

describe("GET /api/v1/sites/{uuid}/forecast", () => {
  it("has the numbers of the database, to the watt", async () => {
    const { values } = await series(
      "forecast",
      "?start=2026-06-21T05:00:00Z&end=2026-06-23T09:00:00Z",
    );
    const rows = await app.database.owner`
      select distinct on (v.start_utc) v.start_utc, v.end_utc,
        round(v.forecast_power_kw::numeric, 3)::float8 as forecast_power_kw,
        round((v.probabilistic_values ->> 'p10')::numeric, 3)::float8 as p10_kw,
        round((v.probabilistic_values ->> 'p90')::numeric, 3)::float8 as p90_kw, v.horizon_minutes,
        v.forecast_uuid, f.timestamp_utc, 'test' as model_name, '3' as model_version
      from forecast_values v join forecasts f using (forecast_uuid)
      where f.timestamp_utc <= v.start_utc
      order by v.start_utc, f.timestamp_utc desc`;
    assert.equal(values.length, 12 + 188);
    assert.deepEqual(values, rows.map((row) => ({ ...row })));
  });

  it("has for each time the newest value that was made at or before it", async () => {
    const { values } = await series(
      "forecast",
      "?start=2026-06-21T07:45:00Z&end=2026-06-21T08:15:00Z",
    );
    assert.deepEqual(
      values.map(({ timestamp_utc, horizon_minutes }) => [timestamp_utc, horizon_minutes]),
      [["2026-06-21T05:00:00Z", 165], ["2026-06-21T08:00:00Z", 0]],
    );
  });

  it("begins with the site's day and has three, unless asked for other times", async () => {
    const { start_utc, end_utc, site_uuid, values } = await series("forecast");
    assert.equal(site_uuid, app.cast.sites.plant);
    assert.deepEqual([start_utc, end_utc], ["2026-06-20T20:00:00Z", "2026-06-23T20:00:00Z"]);
    assert.equal(values.length, 200);
  });

  it("has no values for a site without any", async () => {
    const { values, start_utc } = await series("forecast", "", app.cast.sites.bare);
    assert.deepEqual([values, start_utc], [[], "2026-06-21T00:00:00Z"]);
  });
});

describe("a forecast that is asked about the past", () => {
  // The runs of 05:00 and 08:00 as a modeller who wrote them five minutes later left them.
  beforeAll(async () => {
    await app.database.owner`
      update forecast_values v set created_utc = f.timestamp_utc + interval '5 minutes'
      from forecasts f where f.forecast_uuid = v.forecast_uuid`;
  });
  const hour = "start=2026-06-21T09:00:00Z&end=2026-06-21T10:00:00Z";
  const runs = async (query: string) =>
    (await series("forecast", `?${hour}&${query}`)).values
      .map(({ timestamp_utc }) => String(timestamp_utc).slice(11, 16));
  const [old, young] = ["05:00", "08:00"];

  const cases: [what: string, query: string, runs: string[]][] = [
    ["made by a minute", "made_before=2026-06-21T08:04:59Z", [old, old, old, old]],
    [
      "made by a time of another offset",
      `made_before=${encodeURIComponent("2026-06-21T12:05:00+04:00")}`,
      [young, young, young, young],
    ],
    ["made before anything was", "made_before=2026-06-21T05:00:00Z", []],
    ["an hour and a half ahead", "min_horizon_minutes=90", [old, old, young, young]],
    ["longer ahead than anything", "min_horizon_minutes=100000", []],
    ["a day ahead", "day_ahead_hours=24", []],
    // By a clock 6 hours behind, the day before began at 06:00 UTC: this is 05:15 UTC.
    ["a day ahead by another clock", "day_ahead_hours=23.25&day_ahead_utc_offset_hours=-6", [
      old,
      old,
      old,
      old,
    ]],
    // By the plant's clock, 4 hours ahead, the day before began at 20:00 of the 19th.
    ["a day ahead by a zone's clock", "day_ahead_hours=24&time_zone=Indian/Reunion", []],
    ["of a model", "model_name=test", [young, young, young, young]],
    ["of a model that there is not", "model_name=nobody", []],
    ["both", "made_before=2026-06-21T09:00:00Z&min_horizon_minutes=75", [old, young, young, young]],
  ];
  for (const [what, query, expected] of cases) {
    it(`knows what was forecast ${what}`, async () => {
      assert.deepEqual(await runs(query), expected);
    });
  }

  it("has the same values as without a question when all of them pass", async () => {
    const range = "start=2026-06-21T05:00:00Z&end=2026-06-23T09:00:00Z";
    assert.deepEqual(
      await series("forecast", `?${range}&min_horizon_minutes=0`),
      await series("forecast", `?${range}`),
    );
  });

  const wrong: [query: string, fields: string[]][] = [
    ["made_before=yesterday", ["made_before"]],
    ["made_before=2026-06-21T08:00:00", ["made_before"]],
    ["min_horizon_minutes=-1", ["min_horizon_minutes"]],
    ["min_horizon_minutes=1.5", ["min_horizon_minutes"]],
    ["min_horizon_minutes=100001", ["min_horizon_minutes"]],
    ["min_horizon_minutes=", ["min_horizon_minutes"]],
    ["day_ahead_hours=0", ["day_ahead_hours"]],
    ["day_ahead_hours=24.5", ["day_ahead_hours"]],
    ["day_ahead_hours=1e1", ["day_ahead_hours"]],
    ["day_ahead_hours=9&day_ahead_utc_offset_hours=14.5", ["day_ahead_utc_offset_hours"]],
    ["day_ahead_hours=9&day_ahead_utc_offset_hours=0.1", ["day_ahead_utc_offset_hours"]],
    ["day_ahead_utc_offset_hours=1", ["day_ahead_hours"]],
    ["time_zone=Europe/London", ["day_ahead_hours"]],
    ["day_ahead_hours=9&time_zone=Europe/Nowhere", ["time_zone"]],
    ["day_ahead_hours=9&time_zone=%2B01:00", ["time_zone"]],
    ["day_ahead_hours=9&time_zone=UTC&day_ahead_utc_offset_hours=0", ["time_zone"]],
    ["model_name=", ["model_name"]],
    ["end=now&min_horizon_minutes=x", ["end", "min_horizon_minutes"]],
  ];
  for (const [query, fields] of wrong) {
    it(`refuses ${query} at its field`, async () => {
      assert.deepEqual(await fieldsWrong(await get("forecast", `?${query}`)), fields);
    });
  }

  it("is nobody's but the site's group's", async () => {
    const { turbine } = app.cast.sites;
    await problemOf(await get("forecast", "?min_horizon_minutes=0", turbine), 404);
  });
});

describe("GET /api/v1/sites/{uuid}/generation", () => {
  it("has the numbers of the database, its times to the microsecond; a gap is no row", async () => {
    const { values } = await series("generation");
    const rows = await app.database.owner`
      select start_utc, end_utc,
        round(generation_power_kw::numeric, 3)::float8 as generation_power_kw
      from generation order by start_utc`;
    assert.equal(values.length, 30);
    assert.deepEqual(values, rows.map((row) => ({ ...row })));
    assert.equal(values[0]!.start_utc, "2026-06-20T23:50:00.250001Z");
  });
});

for (const name of ["forecast", "generation"]) {
  describe(`a series of ${name}`, () => {
    it("is half-open: with its start, without its end", async () => {
      const first = (await series(name)).values[0]!;
      const at = `start=${first.start_utc}`;
      const until = (end: string) => series(name, `?${at}&end=${end}`);
      assert.deepEqual(starts((await until(first.end_utc)).values), [first.start_utc]);
      const { values } = await series(name, `?start=2026-06-20T20:00:00Z&end=${first.start_utc}`);
      assert.deepEqual(values, []);
    });

    it("has all its times in UTC with Z, whatever offset was asked with", async () => {
      const query = `?start=${encodeURIComponent("2026-06-21T05:45:00+05:45")}` +
        `&end=${encodeURIComponent("2026-06-21T16:00:00+04:00")}`;
      const answer = await series(name, query);
      assert.deepEqual(
        [answer.start_utc, answer.end_utc],
        ["2026-06-21T00:00:00Z", "2026-06-21T12:00:00Z"],
      );
      const times = answer.values.flatMap((value) =>
        Object.entries(value).filter(([column]) => column.endsWith("_utc")).map(([, time]) => time)
      );
      assert.ok(times.length > 20);
      for (const time of times) assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });

    const wrong = [
      ["a time without an offset", "start=2026-06-21T00:00:00", ["start"]],
      ["a day", "end=2026-06-21", ["end"]],
      ["a word beside a good end", "start=now&end=2026-06-22T00:00:00Z", ["start"]],
      ["an empty time", "start=", ["start"]],
      ["two starts", "start=2026-06-21T00:00:00Z&start=2026-06-22T00:00:00Z", ["start"]],
      ["an end before the start", "start=2026-06-22T00:00:00Z&end=2026-06-21T00:00:00Z", ["end"]],
      ["an end at the start", "start=2026-06-22T00:00:00Z&end=2026-06-22T00:00:00Z", ["end"]],
      ["more than 400 days", "start=2026-01-01T00:00:00Z&end=2027-02-05T00:00:01Z", ["end"]],
    ] as const;
    for (const [what, query, fields] of wrong) {
      it(`refuses ${what} at its field`, async () => {
        assert.deepEqual(await fieldsWrong(await get(name, `?${query}`)), fields);
      });
    }

    it("refuses what is no UUID at its field", async () => {
      assert.deepEqual(await fieldsWrong(await get(name, "", "plant")), ["site_uuid"]);
    });

    it("is not there for a stranger, exactly as for a site that nobody has", async () => {
      const { plant, turbine } = app.cast.sites;
      const nobodys = crypto.randomUUID();
      const problems = await Promise.all([turbine, nobodys].map(async (site) => {
        const { request_id: _, ...problem } = await problemOf(await get(name, "", site), 404);
        return JSON.stringify(problem).replace(site, "SITE");
      }));
      assert.equal(problems[0], problems[1]);
      assert.match(problems[0]!, /There is no such site here\./);
      await problemOf(
        await withToken(app, app.cast.charlie.token)
          .get(`/api/v1/sites/${plant}/${name}`),
        404,
      );
    });
  });
}
