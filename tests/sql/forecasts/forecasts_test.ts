import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { latestValues } from "../../support/series.ts";
import { ownCast } from "../../support/setup.ts";
import type { NewForecast } from "../../../domain/forecasts/sent_forecast.ts";
import { insertForecast } from "../../support/rows.ts";

const SIX = "2026-06-21T06:00:00Z";
const SEVEN = "2026-06-21T07:00:00Z";
const EIGHT = "2026-06-21T08:00:00Z";
const MODEL = { name: "baseline", version: "1", description: "For tests" };
const { database, cast } = await ownCast();
const model = await models.findOrMake(database.owner, MODEL);

beforeEach(() => database.owner`truncate forecasts cascade`);

function run(timestamp_utc: string, starts: string[]): NewForecast {
  return {
    site_uuid: cast.sites.plant,
    timestamp_utc,
    forecast_version: "1",
    ml_model_uuid: model,
    values: starts.map((start_utc, index) => ({
      start_utc,
      end_utc: Temporal.Instant.from(start_utc).add({ minutes: 15 }).toString(),
      forecast_power_kw: 10 + index,
      horizon_minutes: 15 * index,
      probabilistic_values: { p10: 1, p90: 20.5 },
    })),
  };
}

function stored() {
  const [start, end] = [SIX, "2026-06-22T00:00:00Z"].map((text) => Temporal.Instant.from(text));
  return withScope(
    database.requests,
    cast.alice,
    { readOnly: true },
    (sql) => latestValues(sql, [cast.sites.plant], start!, end!),
  );
}

describe("storing runs", () => {
  it("keeps all of a run: times, powers, probabilities, horizon, version and model", async () => {
    assert.equal(await forecasts.store(database.owner, [run(SIX, [SIX, SEVEN])]), 1);
    const [first, second] = await stored();
    assert.match(first!.forecast_uuid, /^[0-9a-f-]{36}$/);
    const same = {
      site_uuid: cast.sites.plant,
      forecast_uuid: first!.forecast_uuid,
      timestamp_utc: SIX,
      p10_kw: 1,
      p90_kw: 20.5,
      model_name: "baseline",
      model_version: "1",
    };
    const times = { start_utc: SIX, end_utc: "2026-06-21T06:15:00Z" };
    assert.deepEqual(first, { ...same, ...times, forecast_power_kw: 10, horizon_minutes: 0 });
    const next = { start_utc: SEVEN, end_utc: "2026-06-21T07:15:00Z" };
    assert.deepEqual(second, { ...same, ...next, forecast_power_kw: 11, horizon_minutes: 15 });
  });

  it("takes a time with another offset for the instant that it is", async () => {
    await forecasts.store(database.owner, [run("2026-06-21T11:30:00+05:30", [SEVEN])]);
    assert.deepEqual((await stored()).map((value) => value.timestamp_utc), [SIX]);
  });

  it("stores many runs in one go, and none when one of them is wrong", async () => {
    const runs = [run(SIX, [SEVEN]), run(SEVEN, [SEVEN, EIGHT])];
    assert.equal(await forecasts.store(database.owner, runs), 2);
    const wrong = { ...run(SEVEN, [SEVEN]), site_uuid: crypto.randomUUID() };
    await assert.rejects(forecasts.store(database.owner, [run(SIX, [SIX]), wrong]), {
      code: "23503",
    });
    const [left] = await database.owner`select count(*)::int as runs from forecasts`;
    assert.deepEqual(left, { runs: 2 });
    assert.equal(await forecasts.store(database.owner, []), 0);
  });

  it("leaves out a run that is there by site, time, version and model, and no other", async () => {
    const { owner } = database;
    const other = await models.findOrMake(owner, { ...MODEL, version: "other" });
    const same = run(SIX, [SIX, SEVEN]);
    const others = [
      { ...same, site_uuid: cast.sites.turbine },
      { ...same, timestamp_utc: SEVEN },
      { ...same, forecast_version: "another" },
      { ...same, ml_model_uuid: other },
    ];
    assert.equal(await forecasts.store(owner, [same]), 1);
    assert.equal(await forecasts.store(owner, [same, ...others]), 4);
    assert.equal(await forecasts.store(owner, [...others, same]), 0);
    const [{ runs, values }] = await owner<[{ runs: number; values: number }]>`
      select (select count(*)::int from forecasts) as runs,
        (select count(*)::int from forecast_values) as values`;
    assert.deepEqual([runs, values], [5, 10]);
  });

  it("takes a value without a model, a horizon or probabilities", async () => {
    await insertForecast(database.owner, { site_uuid: cast.sites.plant, timestamp_utc: SIX }, [
      { start_utc: SIX, forecast_power_kw: 1 },
    ]);
    const [{ p10_kw, p90_kw, horizon_minutes, model_name, model_version } = assert.fail()] =
      await stored();
    const found = [p10_kw, p90_kw, horizon_minutes, model_name, model_version];
    assert.deepEqual(found, [null, null, null, null, null]);
  });
});

describe("times that are not finite", () => {
  it("are left out: those of a run, and those of a value's start or end", async () => {
    const value = (start_utc: string) => ({ start_utc, forecast_power_kw: 1 });
    const insert = (timestamp_utc: string, ...starts: string[]) =>
      insertForecast(
        database.owner,
        { site_uuid: cast.sites.plant, timestamp_utc },
        starts.map(value),
      );
    await insert(SIX, SIX, SEVEN, "-infinity", "infinity");
    await insert("-infinity", SEVEN, EIGHT);
    await insert("infinity", SEVEN, EIGHT);
    await database.owner`
      update forecast_values set end_utc = 'infinity' where start_utc = ${SIX}`;
    assert.deepEqual((await stored()).map((found) => found.start_utc), [SEVEN]);
  });
});

describe("the runs of a model that are there", () => {
  it("are those of that site and model in [start, end]", async () => {
    const other = await models.findOrMake(database.owner, { ...MODEL, version: "other" });
    const [first, last] = [SIX, SEVEN].map((text) => Temporal.Instant.from(text));
    await forecasts.store(database.owner, [
      run("2026-06-21T05:45:00Z", [SEVEN]),
      run(SIX, [SEVEN, EIGHT]),
      run(SEVEN, [EIGHT]),
      run("2026-06-21T07:15:00Z", [EIGHT]),
      { ...run("2026-06-21T06:30:00Z", [SEVEN]), ml_model_uuid: other },
      { ...run("2026-06-21T06:45:00Z", [SEVEN]), site_uuid: cast.sites.bare },
    ]);
    const { plant, turbine } = cast.sites;
    const times = async (uuid: string) => {
      const found = await forecasts.runTimes(database.owner, [plant, turbine], uuid, first!, last!);
      assert.deepEqual([...found.keys()], [plant]);
      return [...found.get(plant)!].sort();
    };
    assert.deepEqual(await times(model), [SIX, SEVEN]);
    assert.deepEqual(await times(other), ["2026-06-21T06:30:00Z"]);
  });
});

describe("a model", () => {
  it("is made once, also when many ask for it at the same time", async () => {
    const asked = { name: "race", version: "1", description: "First" };
    const found = await Promise.all(
      Array.from({ length: 8 }, () => models.findOrMake(database.owner, asked)),
    );
    assert.equal(new Set(found).size, 1);
    const again = { ...asked, description: "Second" };
    assert.equal(await models.findOrMake(database.owner, again), found[0]);
    const newer = await models.findOrMake(database.owner, { ...asked, version: "2" });
    assert.notEqual(newer, found[0]);
    const rows = await database.owner`
      select version, description from ml_model where name = 'race' order by version`;
    assert.deepEqual([...rows], [
      { version: "1", description: "First" },
      { version: "2", description: "First" },
    ]);
  });
});
