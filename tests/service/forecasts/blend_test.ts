import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { fitBlends } from "../../../service/forecasts/blend/fits.ts";
import { makeBlends } from "../../../service/forecasts/blend/runs.ts";
import { chooseModels } from "../../../service/forecasts/choice.ts";
import * as blendFits from "../../../sql/forecasts/blend_fits.ts";
import * as chosenModels from "../../../sql/forecasts/chosen_models.ts";
import { findOrMake } from "../../../sql/forecasts/models.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant, bare } = cast.sites;
const NOW = Temporal.Instant.from("2026-06-21T06:07:00Z");
const days = (count: number) => NOW.add({ hours: 24 * count });

/** Runs each 6 hours of the last 30 days, off by `early` kW at most below 8 hours, else `late`. */
async function runs(site: string, name: string, { early, late, seed = name, at = NOW }: {
  early: number;
  late: number;
  seed?: string;
  at?: Temporal.Instant;
}) {
  const model = await findOrMake(owner, { name, version: "1" });
  await owner`
    with run as materialized (
      select gen_random_uuid() as forecast_uuid, t from generate_series(
        date_trunc('day', ${at}::timestamp) - interval '30 days', ${at}::timestamp,
        interval '6 hours') t),
    made as (
      insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, created_utc, forecast_version)
      select forecast_uuid, ${site}, t, t, '1' from run)
    insert into forecast_values (forecast_uuid, ml_model_uuid, start_utc, end_utc, created_utc,
      horizon_minutes, forecast_power_kw, probabilistic_values)
    select forecast_uuid, ${model}, h, h + interval '1 hour', t, lead * 60, kw,
      jsonb_build_object('p10', kw - 2, 'p90', kw + 2)
    from run, generate_series(0, 47) lead,
      lateral (select t + lead * interval '1 hour' as h) l,
      lateral (select 20 + hashtext(${seed} || t || lead) / 2147483648.0
        * case when lead < 8 then ${early}::float8 else ${late}::float8 end as kw) k`;
}

/** A measured power of 20 kW in each hour of the last 31 days. */
const measured = (site: string) =>
  owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    select ${site}, t, t + interval '1 hour', 20 from generate_series(
      date_trunc('day', ${NOW}::timestamp) - interval '31 days', ${NOW}::timestamp,
      interval '1 hour') t`;

const fitOf = (site: string) => inScope(database, cast.alice, (sql) => blendFits.find(sql, site));

/** Values of the newest blended run, by lead in hours. */
const blended = () =>
  owner<{ at: string; lead: number; kw: number; p10: number }[]>`
    select timestamp_utc as at, horizon_minutes / 60 as lead, forecast_power_kw as kw,
      (probabilistic_values ->> 'p10')::float8 as p10
    from forecast_values v join forecasts using (forecast_uuid)
    join ml_model m on m.model_uuid = v.ml_model_uuid
    where m.name = 'sitecast-blend' order by timestamp_utc desc, start_utc limit 48`;

describe("a blend of two models", () => {
  beforeAll(async () => {
    await measured(plant);
    await measured(bare);
    await runs(plant, "early", { early: 2, late: 10 });
    await runs(plant, "late", { early: 10, late: 2 });
    await runs(plant, "poor", { early: 20, late: 20 });
    await runs(bare, "one", { early: 5, late: 5 });
    await runs(bare, "same", { early: 5, late: 5, seed: "one" });
    assert.equal(await fitBlends(owner, NOW), 2);
  });

  it("is offered where it beats both on days that it had not seen, by leads that suit each", async () => {
    const fit = (await fitOf(plant))!;
    assert.deepEqual([fit.first_model, fit.second_model].sort(), ["early", "late"]);
    assert.deepEqual([fit.is_offered, fit.days, fit.held_out_days], [true, 30, 15]);
    assert.ok(fit.blend_kw! < 0.95 * Math.min(fit.first_kw!, fit.second_kw!), `${fit.blend_kw}`);
    const early = fit.weights.map((share) => fit.first_model === "early" ? share : 1 - share);
    assert.ok(early.slice(0, 4).every((share) => share > 0.6), `${early}`);
    assert.ok(early.slice(4).every((share) => share < 0.4), `${early}`);
    assert.equal(await fitBlends(owner, days(6)), 0, "again after a week");
  });

  it("is not offered of two models that are alike, and is nobody else's to see", async () => {
    const fit = (await fitOf(bare))!;
    assert.deepEqual([fit.is_offered, fit.blend_kw], [false, fit.first_kw]);
    const stranger = await inScope(database, cast.charlie, (sql) => blendFits.find(sql, bare));
    assert.equal(stranger, undefined);
  });

  it("becomes a run each quarter hour, level by level, that is shown only if assigned", async () => {
    assert.equal(await makeBlends(owner, NOW), 1);
    assert.equal(await makeBlends(owner, NOW), 0, "and stays");
    const values = await blended();
    assert.equal(values.length, 48);
    assert.equal(values[0]!.at, "2026-06-21T06:00:00Z");
    for (const { kw, p10 } of values) assert.ok(Math.abs(kw - 2 - p10) < 0.002, `${kw}, ${p10}`);
    const size = (from: number, to: number) =>
      values.slice(from, to).reduce((sum, { kw }) => sum + Math.abs(kw - 20), 0) / (to - from);
    assert.ok(size(0, 8) < 4 && size(8, 48) < 4, `${size(0, 8)}, ${size(8, 48)}`);
    await chooseModels(owner, NOW);
    const chosen = () =>
      inScope(database, cast.alice, (sql) => chosenModels.ofSite(sql, plant, NOW));
    assert.notEqual((await chosen())!.model_name, "sitecast-blend");
  });

  it("has no run once a model has stopped, and none from values that came later", async () => {
    const later = days(2);
    await runs(plant, "early", { early: 2, late: 10, at: later });
    assert.equal(await makeBlends(owner, later), 0);
    await owner`
      update forecasts set created_utc = ${days(3)}::timestamp where site_uuid = ${bare}`;
    await owner`update app.blend_fits set fitted_utc = '2026-06-01', is_offered = true
      where site_uuid = ${bare}`;
    assert.equal(await makeBlends(owner, NOW), 0, "of runs that were written two days later");
    await fitBlends(owner, NOW);
    assert.deepEqual([(await fitOf(bare))!.days, (await fitOf(bare))!.is_offered], [0, false]);
  });
});
