import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { refitBaselines } from "../../../service/forecasts/baseline_fits.ts";
import { makeForecasts } from "../../../service/forecasts/forecasts.ts";
import * as demo from "../../../sql/operations/demo.ts";
import { forecasting, ISSUE, NOW } from "../../support/forecasting.ts";

const { database, cast, feed, valuesOf, forget, remove, madeAt } = await forecasting();

describe("what was learned of a site", () => {
  const kept = async () => [
    ...await database.owner<
      { site_uuid: string; day: string; digest: string; learned: number }[]
    >`
      select site_uuid, day::text, fit ->> 'digest' as digest, (fit -> 'learned')::int as learned
      from app.baseline_fits`,
  ];
  const ofPlant = async () => (await kept()).find((fit) => fit.site_uuid === cast.sites.plant)!;
  beforeAll(async () => {
    const { owner } = database;
    await owner`delete from generation`;
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW);
  });

  it("is kept for the next forecasts, which read the last days only", async () => {
    const { owner } = database;
    const first = await madeAt(ISSUE);
    assert.deepEqual((await kept()).map(({ day }) => day), ["2026-06-21", "2026-06-21"]);
    await owner`delete from forecast_values`;
    await owner`delete from forecasts`;
    await owner`delete from generation where start_utc < ${NOW.subtract({ hours: 5 * 24 })}`;
    await makeForecasts(owner, [NOW]);
    assert.deepEqual(await valuesOf(ISSUE), first);
  });

  it("is of no use once the site is described differently", async () => {
    const { owner } = database;
    const before = await ofPlant();
    await owner`update sites set tilt = 30 where site_uuid = ${cast.sites.plant}`;
    await makeForecasts(owner, [NOW.add({ minutes: 15 })]);
    assert.notEqual((await ofPlant()).digest, before.digest);
    await owner`update sites set tilt = 2 where site_uuid = ${cast.sites.plant}`;
  });

  it("is the same when the plant had half its capacity before, and measured half", async () => {
    const { owner } = database;
    const { plant } = cast.sites;
    const until = NOW.subtract({ hours: 3 * 24 }).toString().slice(0, 10);
    const whole = await madeAt(ISSUE);
    await owner`insert into site_capacities (site_uuid, until_date, capacity_kw)
      select site_uuid, ${until}::date, capacity_kw / 2 from sites where site_uuid = ${plant}`;
    await owner`update generation set generation_power_kw = generation_power_kw / 2
      where site_uuid = ${plant} and start_utc < ${until}::date - interval '4 hours'`;
    assert.deepEqual(await madeAt(ISSUE), whole);
    await owner`delete from site_capacities`;
    assert.notDeepEqual(await madeAt(ISSUE), whole);
    await owner`update generation set generation_power_kw = generation_power_kw * 2
      where site_uuid = ${plant} and start_utc < ${until}::date - interval '4 hours'`;
  });

  it("is not replaced by what was known on an earlier day", async () => {
    const { owner } = database;
    await forget();
    await makeForecasts(owner, [NOW]);
    await makeForecasts(owner, [NOW.subtract({ hours: 48 })]);
    assert.equal((await ofPlant()).day, "2026-06-21");
  });

  it("starts with the first measurements, also if they come late on a day", async () => {
    const { owner } = database;
    await owner`delete from generation`;
    const without = await madeAt(ISSUE);
    assert.equal((await ofPlant()).learned, 0);
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW);
    await owner`delete from forecast_values`;
    await owner`delete from forecasts`;
    await makeForecasts(owner, [NOW]);
    assert.ok((await ofPlant()).learned > 300);
    assert.notDeepEqual(await valuesOf(ISSUE), without);
  });

  it("is learned again on the same day when older history is added, once", async () => {
    const { owner } = database;
    await owner`delete from generation`;
    await owner`delete from app.baseline_fits`;
    await feed(NOW.subtract({ hours: 3 * 24 }), NOW);
    assert.equal(await refitBaselines(owner, NOW), 2);
    await owner`select app.sweep()`;
    await owner`delete from app.changed_ranges`;
    const { learned } = await ofPlant();
    await feed(NOW.subtract({ hours: 20 }), NOW);
    await owner`select app.sweep()`;
    assert.equal(await refitBaselines(owner, NOW), 0, "nothing older than yesterday changed");
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW.subtract({ hours: 3 * 24 }));
    await owner`select app.sweep()`;
    assert.equal(await refitBaselines(owner, NOW), 1);
    assert.ok((await ofPlant()).learned > learned);
    assert.equal(await refitBaselines(owner, NOW), 0);
  });

  it("is learned again without a marked outage, as if nothing had been measured then", async () => {
    const { owner } = database;
    const { plant } = cast.sites;
    await owner`update generation set generation_power_kw = 0.3 * generation_power_kw
      where site_uuid = ${plant}
      and start_utc >= '2026-06-15' and start_utc < '2026-06-17'`;
    await owner`select app.sweep()`;
    await refitBaselines(owner, NOW);
    await owner`insert into app.outages (site_uuid, kind, start_utc, end_utc)
      values (${plant}, 'outage', '2026-06-15', '2026-06-17')`;
    assert.equal(await refitBaselines(owner, NOW), 1);
    const fitOf = async () =>
      (await owner`select fit from app.baseline_fits where site_uuid = ${plant}`)[0]!.fit;
    const without = await fitOf();
    await owner`delete from app.outages`;
    await refitBaselines(owner, NOW);
    assert.notDeepEqual(await fitOf(), without);
    await owner`delete from generation where site_uuid = ${plant}
      and start_utc >= '2026-06-15' and start_utc < '2026-06-17'`;
    await owner`select app.sweep()`;
    await refitBaselines(owner, NOW);
    assert.deepEqual(await fitOf(), without);
  });

  it("waits for the end of a day that has the first measurements", async () => {
    const { owner } = database;
    await owner`delete from generation`;
    await forget();
    await makeForecasts(owner, [NOW]);
    await owner`update app.baseline_fits set fit = jsonb_set(fit, '{mark}', 'true')`;
    await feed(Temporal.Instant.from("2026-06-21T00:00:00Z"), NOW);
    await makeForecasts(owner, [NOW.add({ minutes: 15 })]);
    const [{ marked }] = await owner<[{ marked: number }]>`
      select count(*)::int as marked from app.baseline_fits where fit ? 'mark'`;
    assert.equal(marked, 2);
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW);
    await makeForecasts(owner, [NOW.add({ minutes: 30 })]);
    assert.ok((await ofPlant()).learned > 300);
  });

  it("is not replaced by an older one that has learned more", async () => {
    const { owner } = database;
    await owner`delete from generation`;
    await forget();
    await makeForecasts(owner, [NOW]);
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW.subtract({ hours: 48 }));
    await makeForecasts(owner, [NOW.subtract({ hours: 24 })]);
    const { day, learned } = await ofPlant();
    assert.deepEqual({ day, learned }, { day: "2026-06-21", learned: 0 });
  });

  it("is renewed once a day, by one instance", async () => {
    const { owner } = database;
    await forget();
    const tomorrow = NOW.add({ hours: 24 });
    const made = await Promise.all([tomorrow, tomorrow].map((now) => refitBaselines(owner, now)));
    assert.equal(made[0]! + made[1]!, 2);
    assert.equal(await refitBaselines(owner, tomorrow), 0);
    assert.deepEqual((await kept()).map(({ day }) => day), ["2026-06-22", "2026-06-22"]);
    assert.equal(await refitBaselines(owner, tomorrow.add({ hours: 24 }), AbortSignal.abort()), 0);
  });

  it("goes with its site", async () => {
    const { owner } = database;
    const site_uuid = await demo.makeSite(owner, cast.alice.site_group_uuid, { capacity_kw: 5 });
    await refitBaselines(owner, NOW.add({ hours: 24 }));
    assert.equal((await kept()).length, 3);
    await remove(site_uuid);
    assert.equal((await kept()).length, 2);
  });
});
