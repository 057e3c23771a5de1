import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import { decoded } from "../../support/series.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { forecasted, periods } from "../../support/values.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant } = cast.sites;
const START = Temporal.Instant.from("2026-06-21T00:00:00Z");

beforeEach(async () => {
  await owner`truncate forecasts cascade`;
  await owner`delete from app.target_days`;
});

interface Value {
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  horizon_minutes: number;
  cut?: true;
}

async function values(hours: number): Promise<Value[]> {
  const end = START.add({ hours });
  const json = await inScope(
    database,
    cast.alice,
    (sql) => forecastJson.ofSite(sql, plant, START, end),
  );
  return decoded(json).values;
}

const hours = ({ start_utc, end_utc }: Value) =>
  Temporal.Instant.from(start_utc).until(Temporal.Instant.from(end_utc)).total("hours");
const energyKwh = (of: Value[]) =>
  of.reduce((sum, value) => sum + value.forecast_power_kw * hours(value), 0);
const times = (of: Value[]) =>
  of.map(({ start_utc, end_utc, cut }) =>
    `${start_utc.slice(11, 16)}–${end_utc.slice(11, 16)}${cut ? " cut" : ""}`
  );

describe("runs of one model in other resolutions", () => {
  it("a newer run in half hours at 3 kW wins over quarter hours at 1 kW: 6.0 kWh in two hours", async () => {
    await forecasted(owner, plant, "2026-06-20T12:00:00Z", periods(`${START}`, 15, 8), () => 1);
    await forecasted(owner, plant, "2026-06-20T18:00:00Z", periods(`${START}`, 30, 4), () => 3);
    const found = await values(2);
    assert.equal(energyKwh(found), 6);
    assert.deepEqual(times(found), ["00:00–00:30", "00:30–01:00", "01:00–01:30", "01:30–02:00"]);
  });

  it("an older hour keeps its power, its horizon and the rest that a newer value leaves", async () => {
    await forecasted(owner, plant, "2026-06-20T22:00:00Z", periods(`${START}`, 60, 2), () => 4);
    const newer = periods("2026-06-21T00:30:00Z", 15, 1);
    await forecasted(owner, plant, "2026-06-20T23:00:00Z", newer, () => 1);
    const found = await values(2);
    assert.deepEqual(times(found), [
      "00:00–00:30 cut",
      "00:30–00:45",
      "00:45–01:00 cut",
      "01:00–02:00",
    ]);
    assert.deepEqual(found.map((value) => value.forecast_power_kw), [4, 1, 4, 4]);
    assert.deepEqual(found.map((value) => value.horizon_minutes), [120, 90, 120, 180]);
  });

  it("a newer value of the same start and model replaces a longer one, whose rest is a gap", async () => {
    await forecasted(owner, plant, "2026-06-20T12:00:00Z", periods(`${START}`, 60, 1), () => 4);
    await forecasted(owner, plant, "2026-06-20T18:00:00Z", periods(`${START}`, 15, 1), () => 1);
    assert.deepEqual(times(await values(2)), ["00:00–00:15"]);
  });

  it("a value is cut by what begins before the range that is read", async () => {
    const day = periods("2026-06-20T18:00:00Z", 360, 2);
    await forecasted(owner, plant, "2026-06-20T12:00:00Z", day, () => 2);
    const newer = periods("2026-06-20T23:30:00Z", 60, 1);
    await forecasted(owner, plant, "2026-06-20T14:00:00Z", newer, () => 1);
    assert.deepEqual(times(await values(2)), ["00:30–06:00 cut"]);
  });

  it("values that last longer than a day, or no time at all, are not read", async () => {
    await forecasted(owner, plant, "2026-06-20T12:00:00Z", periods(`${START}`, 15, 3), () => 2);
    await owner`
      update forecast_values set end_utc = start_utc + interval '25 hours'
      where start_utc = ${START.toString()}`;
    await owner`
      update forecast_values set end_utc = start_utc
      where start_utc = ${START.add({ minutes: 15 }).toString()}`;
    assert.deepEqual(times(await values(24)), ["00:30–00:45"]);
  });
});

describe("thousands of values of a day that overlap", () => {
  it("are cut within their own count of pieces, none of them overlapping", async () => {
    const [run] = await owner`
      insert into forecasts (site_uuid, timestamp_utc, forecast_version)
      values (${plant}, '2026-06-20', '1') returning forecast_uuid`;
    await owner`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw)
      select ${run!.forecast_uuid}, s, s + (1 + n * 7919 % 600) * interval '97.000001 s', n
      from generate_series(1, 5000) n,
        lateral (select ${START}::timestamp + n * interval '17.000003 s' as s) start`;
    const found = await values(24);
    assert.ok(found.length > 300, `${found.length} pieces`);
    found.slice(1).forEach((value, index) =>
      assert.ok(
        value.start_utc >= found[index]!.end_utc,
        `${found[index]!.end_utc} ${value.start_utc}`,
      )
    );
  });
});
