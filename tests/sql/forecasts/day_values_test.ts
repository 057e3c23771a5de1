import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { thousandths } from "../../../domain/generation/energy.ts";
import * as dayValues from "../../../sql/forecasts/day_values.ts";
import * as pastForecasts from "../../support/past_forecasts.ts";
import { insertForecast } from "../../support/rows.ts";
import { generationValues } from "../../support/series.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

const START = Temporal.Instant.from("2026-06-21T00:00:00Z");
const END = START.add({ hours: 24 });
const { database, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;

describe("the values of a day", () => {
  it("are those of the rows, whatever was stored, and none of strangers", async () => {
    const { owner } = database;
    const times = periods("2026-06-21T05:00:00Z", 15, 20);
    await forecasted(owner, plant, "2026-06-21T05:00:00Z", times, (index) => index / 7);
    await forecasted(owner, plant, "2026-06-21T06:00:00Z", times, (index) => 100 - index / 7);
    await forecasted(owner, turbine, "2026-06-21T06:00:00Z", times, () => 5);
    const [model] = await owner`select model_uuid from ml_model where name = 'test'`;
    const odd = [NaN, Infinity, 5e-324].map((forecast_power_kw, index) => ({
      start_utc: times[index + 5]!.start_utc,
      forecast_power_kw,
      ml_model_uuid: model!.model_uuid,
      probabilistic_values: `{"p10": "1 2", "p90": 1e301}`,
    }));
    await insertForecast(
      owner,
      { site_uuid: plant, timestamp_utc: "2026-06-21T06:10:00.000001Z" },
      odd,
    );
    await measured(owner, plant, times, (index) => index === 3 ? undefined : index / 3);
    await owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
        (${plant}, '2026-06-21T01:00:00Z', 'infinity', 1),
        (${plant}, '2026-06-21T02:00:00Z', '2026-06-21T02:15:00Z', 'NaN')`;
    const asked = [plant, bare, turbine];
    await inScope(database, cast.alice, async (sql) => {
      const found = await dayValues.between(sql, asked, START, END);
      const rows = await pastForecasts.between(sql, asked, START, END, {});
      const expected = rows.map(
        (
          {
            site_uuid: _,
            forecast_uuid: _run,
            horizon_minutes: _horizon,
            is_cut: _cut,
            ...value
          },
        ) => value,
      );
      assert.ok(new Set(expected.map(({ timestamp_utc }) => timestamp_utc)).size >= 2);
      assert.deepEqual(
        found.get(plant)!.forecast.toSorted((a, b) => a.start_utc < b.start_utc ? -1 : 1),
        expected,
      );
      const measurements = await generationValues(sql, [plant], START, END);
      assert.equal(measurements.length, 19);
      assert.deepEqual(
        found.get(plant)!.generation.map((value) => ({
          ...value,
          generation_power_kw: thousandths(value.generation_power_kw),
        })),
        measurements.map(({ site_uuid: _, ...value }) => value),
      );
      for (const site of [bare, turbine]) {
        assert.deepEqual(found.get(site), {
          forecast: [],
          generation: [],
          generationOverlaps: false,
        });
      }
    });
  });
});
