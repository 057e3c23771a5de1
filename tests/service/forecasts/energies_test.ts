import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { keepEnergies } from "../../../service/forecasts/energies.ts";
import { makeForecasts } from "../../../service/forecasts/forecasts.ts";
import { makeDays } from "../../../service/forecasts/partitions.ts";
import * as energies from "../../../sql/forecasts/energies.ts";
import { findOrMake } from "../../../sql/forecasts/models.ts";
import { forecasting } from "../../support/forecasting.ts";

const { database, cast, feed } = await forecasting();
const { owner } = database;
/** 9:07 in La Réunion. */
const NOW = Temporal.Instant.from("2026-06-21T05:07:00Z");
const days = (count: number) => NOW.subtract({ hours: 24 * count });

interface Row {
  day: string;
  issued_utc: string;
  model_name: string;
  mean_kwh: number;
  p10_kwh: number | null;
  p90_kwh: number | null;
  is_reconstructed: boolean;
}
const kept = async () =>
  await owner<Row[]>`
    select day::text, issued_utc, model_name, mean_kwh, p10_kwh, p90_kwh, is_reconstructed
    from energy_days where site_uuid = ${cast.sites.plant} order by day`;

/** Stores the baseline's runs of the last days as those of another model, with half the power. */
async function copyRuns(name: string, count: number): Promise<void> {
  const model = await findOrMake(owner, { name, version: "1" });
  await owner`
    with made as (
      select gen_random_uuid() as copy, f.* from forecasts f
      where site_uuid = ${cast.sites.plant} and timestamp_utc > ${days(count)}::timestamp),
    run as (
      insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, created_utc, forecast_version)
      select copy, site_uuid, timestamp_utc, created_utc, '1' from made)
    insert into forecast_values (forecast_uuid, ml_model_uuid, start_utc, end_utc, created_utc,
      forecast_power_kw, horizon_minutes, probabilistic_values)
    select copy, ${model}, start_utc, end_utc, v.created_utc, forecast_power_kw / 2,
      horizon_minutes, probabilistic_values
    from made join forecast_values v using (forecast_uuid)
    where ml_model_uuid = (select model_uuid from ml_model where name = 'sitecast-baseline')`;
}

const fitOf = async (name: string) =>
  (await energies.fits(owner, [cast.sites.plant])).find(({ model_name }) => model_name === name)!;

describe("energies of days", () => {
  beforeAll(async () => {
    await makeDays(owner, NOW, days(30));
    await feed(days(50), NOW);
    const issues = Array.from({ length: 26 }, (_, i) => days(25 - i).subtract({ minutes: 20 }));
    // The runs of the past are stored after the first turn, as a modeller's can be.
    await makeForecasts(owner, [NOW], undefined, { writtenThen: true });
    await keepEnergies(owner, NOW);
    await makeForecasts(owner, issues, undefined, { writtenThen: true });
    await keepEnergies(owner, NOW, undefined, { again: true });
  });

  it("are kept as they were known at 9:00 of the day before, with a range from 10 days on", async () => {
    const rows = await kept();
    assert.deepEqual([rows[0]!.day, rows.at(-1)!.day], ["2026-05-28", "2026-06-22"]);
    for (const { day, issued_utc, model_name, mean_kwh, p10_kwh, p90_kwh } of rows) {
      assert.equal(model_name, "sitecast-baseline");
      const before = Temporal.PlainDate.from(day).subtract({ days: 1 });
      assert.equal(issued_utc, `${before}T05:00:00Z`);
      assert.ok(mean_kwh > 20 && mean_kwh < 400, `${mean_kwh}`);
      // Pairs before the issue day: of day 28 May on, known from the day after. The day-ahead energy
      // of 22 June was issued in the first turn, when nothing had been compared.
      const hasRange = day >= "2026-06-08" && day < "2026-06-22";
      assert.equal(p10_kwh !== null, hasRange, day);
      if (hasRange) assert.ok(p10_kwh! <= mean_kwh && mean_kwh <= p90_kwh!);
    }
    assert.deepEqual(rows.map((row) => row.is_reconstructed), rows.map((_, i) => i < 25));
  });

  it("are kept of a second model that runs, too, and those of the site stay the shown one's", async () => {
    const before = await kept();
    await copyRuns("other", 13);
    await keepEnergies(owner, NOW, undefined, { again: true });
    const sums = await owner<{ model_name: string; count: number; kwh: number }[]>`
      select model_name, count(*)::int as count, sum(forecast_kwh) as kwh from app.energy_pairs
      where site_uuid = ${cast.sites.plant} and lead_hour = -15 and day > '2026-06-10'
      group by 1 order by 1`;
    assert.deepEqual(sums.map(({ model_name, count }) => [model_name, count]), [
      ["other", 12],
      ["sitecast-baseline", 12],
    ]);
    assert.ok(Math.abs(sums[0]!.kwh / sums[1]!.kwh - 0.5) < 1e-6);
    assert.deepEqual(await kept(), before);
  });

  it("have a range from the first day of the service's own model from weather, but of no other's", async () => {
    await copyRuns("stranger", 4);
    await copyRuns("sitecast-weather", 4);
    await keepEnergies(owner, NOW, undefined, { again: true });
    const [baseline, weather, stranger] = await Promise.all(
      ["sitecast-baseline", "sitecast-weather", "stranger"].map(fitOf),
    );
    weather!.calibrations.forEach(({ hour, pairs, low, high }) => {
      const lender = baseline!.calibrations.find((one) => one.hour === hour)!;
      assert.ok(pairs < 10);
      assert.deepEqual([low, high], [lender.low, lender.high]);
    });
    assert.ok(weather!.calibrations.some(({ low }) => low !== null));
    assert.ok(stranger!.calibrations.every(({ low }) => low === null));
  });

  it("stay as they are when turns are repeated and measurements change", async () => {
    const before = await kept();
    await keepEnergies(owner, NOW);
    await owner`update generation set generation_power_kw = 1 where site_uuid = ${cast.sites.plant}`;
    await keepEnergies(owner, NOW.add({ hours: 24 }));
    const after = await kept();
    assert.deepEqual(after.slice(0, before.length), [...before]);
    const [{ factor }] = await owner<[{ factor: number }]>`
      select (calibrations -> 0 ->> 'factor')::float8 as factor from energy_fits
      where site_uuid = ${cast.sites.plant} and model_name = 'sitecast-baseline'`;
    assert.ok(factor < 0.3, `what changed is learned from: ${factor}`);
  });

  it("are typical values where nothing was measured", async () => {
    const marks = await owner`
      select site_uuid from energy_fits where is_typical order by site_uuid`;
    assert.ok(marks.length > 0);
    assert.ok(marks.every(({ site_uuid }) => site_uuid !== cast.sites.plant));
  });
});
