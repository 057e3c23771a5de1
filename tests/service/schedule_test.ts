import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { readConfig } from "../../service/config.ts";
import { seedDemo } from "../../service/demo/seed.ts";
import { runSchedule } from "../../service/schedule.ts";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";
import { forecasted, measured, periods } from "../support/values.ts";

const NOW = Temporal.Instant.from("2026-06-21T08:07:00Z");

let database: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
});
afterAll(() => database.drop());

interface Counts {
  days: number;
  runs: number;
  measured: number;
}

async function counts(): Promise<Counts> {
  const [row] = await database.owner<Counts[]>`
    select (select count(*)::int - 1 from pg_inherits
        where inhparent = 'forecast_values'::regclass) as days,
      (select count(*)::int from forecasts) as runs,
      (select count(*)::int from generation) as measured`;
  return row!;
}

/** Runs the scheduled jobs until `isDone`, then stops them and waits for their end. */
async function jobsUntil(
  env: Record<string, string>,
  isDone: (now: Counts) => boolean,
  now = NOW,
) {
  const stop = new AbortController();
  const jobs = runSchedule(readConfig(env), database.owner, () => now, stop.signal);
  await until(async () => isDone(await counts()));
  stop.abort();
  await jobs;
  return await counts();
}

describe("what runs beside requests", () => {
  it("is nothing when the service is stopped from the start", async () => {
    await runSchedule(readConfig({}), database.owner, () => NOW, AbortSignal.abort());
    assert.deepEqual(await counts(), { days: 0, runs: 0, measured: 0 });
  });

  it("makes days, and nothing else where forecasts and demo are off", async () => {
    const env = { DEMO: "off", FORECAST: "off" };
    const done = await jobsUntil(env, ({ days }) => days > 0);
    assert.deepEqual(done, { days: 32, runs: 0, measured: 0 });
  });

  it("makes forecasts at once, and no demo in a database that has none", async () => {
    const done = await jobsUntil({}, ({ runs }) => runs > 0);
    assert.deepEqual(done, { days: 32, runs: 2, measured: 0 });
    const runs = await database.owner`select site_uuid, timestamp_utc from forecasts`;
    const timestamp_utc = "2026-06-21T08:00:00Z";
    const expected = [cast.sites.plant, cast.sites.turbine]
      .map((site_uuid) => ({ site_uuid, timestamp_utc }));
    assert.deepEqual(new Set(runs.map((run) => ({ ...run }))), new Set(expected));
  });

  it("feeds the demo's plant, where there is one", async () => {
    await seedDemo(database.owner, undefined, []);
    const done = await jobsUntil({ FORECAST: "off" }, ({ measured }) => measured > 0);
    assert.ok(done.measured > 6000, `${done.measured} values of 45 days`);
  });

  it("counts the accuracy of days that were missed, and soon after midnight of the last three", async () => {
    const { owner } = database;
    const { turbine } = cast.sites;
    for (const day of ["2026-06-19", "2026-06-20", "2026-06-21"]) {
      const times = periods(`${day}T20:00:00Z`, 15, 2);
      await forecasted(owner, turbine, `${day}T18:00:00Z`, times, () => 2);
      await measured(owner, turbine, times, () => 1);
    }
    const run = async (now: string, lines: string[]) => {
      const stop = new AbortController();
      const config = readConfig({ DEMO: "off", FORECAST: "off" });
      const jobs = runSchedule(config, owner, () => Temporal.Instant.from(now), stop.signal);
      await until(async () => `${await counted()}` === `${lines}`);
      stop.abort();
      await jobs;
    };
    const counted = async () => {
      const rows = await owner`
        select to_char(day, 'MM-DD ') || pairs as line from app.accuracy_days
        where not daylight and model_name = 'test' order by 1`;
      return rows.map((row) => row.line);
    };
    await run("2026-06-21T08:07:00Z", ["06-19 2", "06-20 2"]);
    // These days have been counted, so they are not missing: only the nightly turn counts them again.
    await owner`update app.accuracy_days set pairs = 1`;
    const late = periods("2026-06-20T20:00:00Z", 15, 2);
    await forecasted(owner, turbine, "2026-06-20T17:00:00Z", late, () => 2);
    await run("2026-06-22T00:06:59.99Z", ["06-19 2", "06-20 4", "06-21 2"]);
  });

  it("removes old data at a quiet minute, where a setting says what is old", async () => {
    const { measured: before } = await counts();
    const quiet = Temporal.Instant.from("2026-06-22T02:36:59.99Z");
    const env = { DEMO: "off", FORECAST: "off", RETAIN_GENERATION_DAYS: "3" };
    const done = await jobsUntil(env, ({ measured }) => measured < before, quiet);
    assert.ok(done.measured < before / 10, `${done.measured} of ${before} values are left`);
    const [oldest] = await database.owner`select min(start_utc) >= '2026-06-19' as kept
      from generation`;
    assert.deepEqual(oldest, { kept: true });
  });
});
