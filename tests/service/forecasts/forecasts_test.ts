import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { connect, openDatabase, type OwnerSql } from "../../../db/client.ts";
import { loadPlant } from "../../../service/demo/plant.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { makeForecasts } from "../../../service/forecasts/forecasts.ts";
import { makeDays } from "../../../service/forecasts/partitions.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as generation from "../../../sql/generation/generation.ts";
import { withLock } from "../../../sql/kit/locks.ts";
import { endLockOf } from "../../support/inspect.ts";
import { until } from "../../support/until.ts";
import { forecasting, ISSUE, NOW, type StoredValue } from "../../support/forecasting.ts";
import { measured, periods } from "../../support/values.ts";

const { database, cast, feed, valuesOf, forget, remove, madeAt } = await forecasting();

beforeAll(() => feed(NOW.subtract({ hours: 10 * 24 }), NOW));

describe("the forecasts of a quarter hour", () => {
  it("are made once for each site; one without a capacity is left with a reason", async () => {
    const { made, left } = await makeForecasts(database.owner, [NOW]);
    assert.equal(made, 2);
    const reasons = Object.fromEntries(left.map(({ site, reason }) => [site.site_uuid, reason]));
    assert.deepEqual(reasons, {
      [cast.sites.bare]: "Without a capacity above zero there is no forecast.",
    });
    const within = NOW.add({ minutes: 7, seconds: 59 });
    assert.equal((await makeForecasts(database.owner, [NOW, within])).made, 0);
  });

  it("of a turbine that has sent nothing are those of a usual one, at any hour", async () => {
    const values = await valuesOf(ISSUE, cast.sites.turbine);
    assert.equal(values.length, 192);
    assert.deepEqual(
      new Set(values.map(({ p10, power, p90 }) => `${p10} ${power} ${p90}`)).size,
      1,
    );
    const [{ p10, power, p90 }] = values as [StoredValue];
    assert.ok(0 < p10 && p10 < 50 && 100 < power && power < 250 && 400 < p90 && p90 < 900);
  });

  it("are two days of quarter hours from the one they are made in", async () => {
    const values = await valuesOf(ISSUE);
    const times = periods(ISSUE, 15, 192);
    assert.deepEqual(values.map(({ start_utc, end_utc }) => ({ start_utc, end_utc })), times);
    assert.deepEqual(
      values.map(({ horizon_minutes }) => horizon_minutes),
      times.map((_, i) => i * 15),
    );
  });

  it("lie between nothing and what the inverter gives, P10 below and P90 above", async () => {
    const values = await valuesOf(ISSUE);
    for (const { power, p10, p90, start_utc } of values) {
      assert.ok(0 <= p10 && p10 <= power && power <= p90 && p90 <= 50, start_utc);
    }
    assert.ok(Math.max(...values.map(({ power }) => power)) > 15, "the sun shines");
    assert.ok(values.filter(({ p90 }) => p90 === 0).length > 60, "there are two nights");
  });

  it("name the model and its version", async () => {
    const rows = await database.owner`
      select distinct name, version, forecast_version, description is not null as described
      from forecasts join forecast_values using (forecast_uuid)
      join ml_model on model_uuid = ml_model_uuid`;
    assert.deepEqual([...rows], [{
      name: "sitecast-baseline",
      version: BASELINE_MODEL.version,
      forecast_version: BASELINE_MODEL.version,
      described: true,
    }]);
    await makeForecasts(database.owner, [NOW.add({ hours: 1 })]);
    const [{ models }] = await database.owner<[{ models: number }]>`
      select count(*)::int as models from ml_model`;
    assert.equal(models, 1);
  });

  it("know nothing that was measured after they were made", async () => {
    const before = await madeAt(ISSUE);
    const after = periods(ISSUE, 10, 24);
    await measured(database.owner, cast.sites.plant, after, () => 0.5);
    assert.deepEqual(await madeAt(ISSUE), before);
    const later = await madeAt("2026-06-21T12:00:00Z");
    const at = (values: StoredValue[]) =>
      values.find(({ start_utc }) => start_utc === "2026-06-21T12:15:00Z")!.power;
    assert.ok(at(later) < at(before) / 2, "four dark hours are known by then");
  });

  it("take power that the plant cannot give for no measurement", async () => {
    const { owner } = database;
    const { plant } = cast.sites;
    await owner`delete from generation where site_uuid = ${plant}`;
    const unmeasured = await madeAt(ISSUE);
    const start = "2026-06-11T00:00:00Z";
    await measured(owner, plant, periods(start, 15, 960), () => 1000);
    assert.deepEqual(await madeAt(ISSUE), unmeasured);
  });

  it("learn within weeks that a plant stands still, and that its meter counts backwards", async () => {
    const { owner } = database;
    const { plant } = cast.sites;
    await owner`delete from generation where site_uuid = ${plant}`;
    await measured(owner, plant, periods("2026-06-01T00:00:00Z", 15, 1920), () => -1);
    const dark = await madeAt(ISSUE);
    const most = (of: "power" | "p90") => Math.max(...dark.map((value) => value[of]));
    assert.ok(most("power") < 0.5 && most("p90") < 2, `${most("power")} ${most("p90")}`);
  });
});

describe("a PV site without coordinates", () => {
  it("gets a forecast as soon as it has been measured, dark at night", async () => {
    const { owner } = database;
    const site_uuid = await demo.makeSite(owner, cast.alice.site_group_uuid, { capacity_kw: 50 });
    await forget();
    const { left } = await makeForecasts(owner, [NOW]);
    assert.match(left.find(({ site }) => site.site_uuid === site_uuid)!.reason, /measurements/);
    const values = (await loadPlant()).production(NOW.subtract({ hours: 10 * 24 }), NOW);
    await generation.store(owner, values.map((value) => ({ site_uuid, ...value })));
    await makeForecasts(owner, [NOW]);
    const found = await valuesOf(ISSUE, site_uuid);
    const powerAt = (time: string) => found.find(({ start_utc }) => start_utc === time)!.power;
    assert.ok(powerAt("2026-06-22T08:00:00Z") > 10);
    assert.equal(powerAt("2026-06-21T20:00:00Z"), 0);
    await forget();
    await remove(site_uuid);
  });
});

describe("many runs at once", () => {
  const issues = Array.from({ length: 4 }, (_, index) => NOW.subtract({ hours: 3 * index }));
  beforeAll(async () => {
    await database.owner`delete from generation`;
    await feed(NOW.subtract({ hours: 10 * 24 }), NOW);
  });

  it("are those that are missing, each as it would have been made by itself", async () => {
    const alone = await madeAt("2026-06-21T02:00:00Z");
    assert.equal((await makeForecasts(database.owner, issues)).made, 6);
    assert.deepEqual(await valuesOf("2026-06-21T02:00:00Z"), alone);
    await forget();
    await makeForecasts(database.owner, issues);
    assert.deepEqual(await valuesOf("2026-06-21T02:00:00Z"), alone);
  });

  it("are none when there is nothing to make, or when stopped", async () => {
    await forget();
    assert.equal((await makeForecasts(database.owner, [])).made, 0);
    assert.equal((await makeForecasts(database.owner, issues, AbortSignal.abort())).made, 0);
  });

  it("wait while another instance is at it, and then find its runs there", async () => {
    await forget();
    const { owner } = database;
    const waiting = async () => {
      const rows = await owner`
        select from pg_locks join pg_database on oid = database
        where datname = current_database() and locktype = 'advisory' and not granted`;
      return rows.length > 0;
    };
    const { both } = await withLock(owner, "sitecast.forecasts", async () => {
      const both = [makeForecasts(owner, issues), makeForecasts(owner, issues)];
      await until(waiting);
      assert.deepEqual([...await owner`select from forecasts`], []);
      return { both };
    });
    const made = (await Promise.all(both)).map(({ made }) => made);
    assert.deepEqual(made.sort(), [0, 8]);
  });

  it("are made once when the connection of the lock is ended in the middle of a turn", async () => {
    await forget();
    const { owner, url } = database;
    const other = openDatabase(url);
    const waiting = async (count: number) => {
      const rows = await owner`
        select from pg_stat_activity where datname = current_database()
          and query like '%store_forecasts%' and wait_event_type = 'Lock'`;
      return rows.length === count;
    };
    const [first, second] = await owner.begin(async (tx) => {
      await tx`select app.touch_sites(array[${cast.sites.plant}::uuid])`;
      const first = makeForecasts(owner, issues);
      await until(() => waiting(1));
      assert.equal(await endLockOf(owner), 1);
      const second = makeForecasts(other.owner, issues);
      await until(() => waiting(2));
      return [assert.rejects(first, { code: /CONNECTION_CLOSED|57P01/ }), second] as const;
    });
    await first;
    // The first turn stores at most what it was at, whoever of the two comes first, and stops.
    const { made } = await second;
    assert.ok(made === 6 || made === 8, `${made}`);
    const runs = await owner`
      select count(*)::int as runs, count(distinct (site_uuid, timestamp_utc))::int as different
      from forecasts`;
    assert.deepEqual([...runs], [{ runs: 8, different: 8 }]);
    await other.close();
  });

  it("are made for the other sites while a writer holds one in an open transaction", async () => {
    await forget();
    const { owner, url } = database;
    const impatient = connect(url, { max: 4, settings: { lock_timeout: "300ms" } }) as OwnerSql;
    try {
      const made = await owner.begin(async (tx) => {
        await tx`select app.touch_sites(array[${cast.sites.plant}::uuid])`;
        return await makeForecasts(impatient, [NOW]);
      });
      const sites = await owner`select distinct site_uuid from forecasts`;
      assert.equal(made.made, sites.length);
      assert.ok(sites.length > 0);
      assert.ok(!sites.some(({ site_uuid }) => site_uuid === cast.sites.plant));
      assert.equal((await makeForecasts(owner, [NOW])).made, 1, "the next turn makes its own");
    } finally {
      await impatient.end();
    }
  });

  it("are not made for inactive sites", async () => {
    await forget();
    const { owner } = database;
    await owner`update sites set active = false`;
    assert.deepEqual(await makeForecasts(owner, issues), { made: 0, left: [] });
  });
});

describe("the days of the forecasts' values", () => {
  it("are there from the day that is asked for to a month ahead, made once", async () => {
    const { owner } = database;
    for (const from of [NOW.subtract({ hours: 48 }), NOW]) {
      await makeDays(owner, NOW, from);
      const names = await owner<{ name: string }[]>`
        select inhrelid::regclass::text as name from pg_inherits
        where inhparent = 'forecast_values'::regclass order by 1`;
      const days = names.map(({ name }) => name.slice(-8));
      assert.deepEqual([days.length, days[0], days.at(-2)], [35, "20260619", "20260722"]);
    }
  });
});
