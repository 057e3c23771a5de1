import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import type { ForecastQuestion } from "../../../domain/forecasts/forecast_question.ts";
import * as pastForecasts from "../../support/past_forecasts.ts";
import { removeLatest } from "../../../sql/operations/retention.ts";
import { insertForecast, type ValueRow } from "../../support/rows.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, requests }, cast } = await ownCast();
const { plant } = cast.sites;
const START = Temporal.Instant.from("2026-06-21T00:00:00Z");
const at = (hour: number) => START.add({ minutes: Math.round(hour * 60) }).toString();

beforeEach(async () => {
  await owner`truncate forecasts cascade`;
  await owner`delete from app.target_days`;
  await owner`delete from app.chosen_models`;
});

/** A run with hourly values from `first` to `last`, all written half an hour after it, of that power. */
async function run(made: number, first: number, last: number, value: Partial<ValueRow> = {}) {
  const values = Array.from({ length: last - first + 1 }, (_, index) => ({
    start_utc: at(first + index),
    forecast_power_kw: made,
    horizon_minutes: (first + index - made) * 60,
    ...value,
  }));
  const site = { site_uuid: plant, timestamp_utc: at(made), created_utc: at(made + 0.5) };
  const forecast = await insertForecast(owner, site, values);
  await owner`update forecast_values set created_utc = ${at(made + 0.5)}
    where forecast_uuid = ${forecast}`;
  return forecast;
}

/** Lists the hour and the run of each value that is found, for target times of the day. */
async function ask(question: ForecastQuestion) {
  const rows = await withScope(
    requests,
    cast.alice,
    { readOnly: true },
    (sql) => pastForecasts.between(sql, [plant], START, START.add({ hours: 24 }), question),
  );
  return rows.map((row) => [row.start_utc.slice(11, 13), row.forecast_power_kw].join(" of "));
}

describe("what was forecast at least so long ahead", () => {
  it("is of the newest run that was so early, or of an older one where that has a gap", async () => {
    await run(-30, 3, 8);
    await run(0, 3, 5);
    await run(4, 4, 8);
    assert.deepEqual(await ask({ min_horizon_minutes: 240 }), [
      "03 of -30",
      "04 of 0",
      "05 of 0",
      "06 of -30",
      "07 of -30",
      "08 of 4",
    ]);
  });

  it("goes by the horizon that is stored; what is not told never passes", async () => {
    await run(-1, 3, 4);
    await run(0, 3, 3, { horizon_minutes: null });
    await run(0.25, 3, 3, { horizon_minutes: -1 });
    await run(1, 4, 4, { horizon_minutes: 500 });
    assert.deepEqual(await ask({ min_horizon_minutes: 0 }), ["03 of -1", "04 of 1"]);
    assert.deepEqual(await ask({ min_horizon_minutes: 400 }), ["04 of 1"]);
  });

  it("leaves out runs made after their target time, whatever their horizon", async () => {
    await run(5, 4, 5, { horizon_minutes: 60 });
    assert.deepEqual(await ask({ min_horizon_minutes: 60 }), ["05 of 5"]);
  });
});

describe("what was forecast at a time", () => {
  it("is what had been written by then, to the microsecond", async () => {
    await run(1, 3, 4);
    await run(2, 3, 4);
    assert.deepEqual(await ask({ made_before: at(2.5) }), ["03 of 2", "04 of 2"]);
    const justBefore = Temporal.Instant.from(at(2.5)).subtract({ microseconds: 1 });
    assert.deepEqual(await ask({ made_before: justBefore.toString() }), ["03 of 1", "04 of 1"]);
  });

  it("knows nothing of a run that was written late, nor of values of unknown age", async () => {
    await run(1, 3, 3);
    const late = await run(2, 3, 3);
    await owner`update forecast_values set created_utc = ${at(20)} where forecast_uuid = ${late}`;
    assert.deepEqual(await ask({ made_before: at(4) }), ["03 of 1"]);
    await owner`update forecast_values set created_utc = null where forecast_uuid = ${late}`;
    assert.deepEqual(await ask({ made_before: at(23) }), ["03 of 1"]);
  });

  it("knows a value that was written before its run's time", async () => {
    const early = await run(2, 3, 3);
    await owner`update forecast_values set created_utc = ${at(0)} where forecast_uuid = ${early}`;
    assert.deepEqual(await ask({ made_before: at(1) }), ["03 of 2"]);
  });
});

describe("what was forecast the day before", () => {
  it("was written by so many hours after the midnight before, by a clock of that offset", async () => {
    await run(-16, 0, 23); // written at 08:30 of the day before
    await run(-15, 0, 23); // 09:30
    await run(0, 22, 23); // 00:30 of the day itself
    assert.equal(
      (await ask({ day_ahead_hours: 9 })).join(),
      Array.from(
        { length: 24 },
        (_, hour) => `${String(hour).padStart(2, "0")} of -16`,
      ).join(),
    );
    // An hour ahead of UTC, the last hour is the next day's.
    const ahead = await ask({ day_ahead_hours: 10.5, day_ahead_utc_offset_hours: 1 });
    assert.deepEqual([ahead[22], ahead[23]], ["22 of -15", "23 of 0"]);
  });
});

describe("a question about past forecasts", () => {
  it("is of one model, by its name; without one of the site's model, where it has one", async () => {
    const models = await owner<{ model_uuid: string }[]>`
      insert into ml_model (name) values ('a'), ('b') returning model_uuid`;
    const [a, b] = models.map((model) => model.model_uuid);
    await run(1, 3, 3, { ml_model_uuid: a });
    await run(2, 3, 3, { ml_model_uuid: b });
    assert.deepEqual(await ask({ model_name: "a" }), ["03 of 1"]);
    assert.deepEqual(await ask({ min_horizon_minutes: 0 }), ["03 of 2"]);
    await owner`update sites set ml_model_uuid = ${a!} where site_uuid = ${plant}`;
    assert.deepEqual(await ask({ min_horizon_minutes: 0 }), ["03 of 1"]);
    assert.deepEqual(await ask({ min_horizon_minutes: 0, model_name: "b" }), ["03 of 2"]);
    await owner`update sites set ml_model_uuid = null where site_uuid = ${plant}`;
  });

  it("is answered where the rollup has let go of its days", async () => {
    await run(1, 3, 4);
    await run(2, 4, 4);
    await removeLatest(plant)(owner, Temporal.PlainDate.from("2026-06-22"));
    assert.deepEqual(await ask({ min_horizon_minutes: 0 }), ["03 of 1", "04 of 2"]);
    // A late run puts a line of its own back.
    await run(2.5, 4, 4);
    assert.deepEqual(await ask({ min_horizon_minutes: 0 }), ["03 of 1", "04 of 2.5"]);
  });
});
