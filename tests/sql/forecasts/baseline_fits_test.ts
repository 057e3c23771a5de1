import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { BaselineFit } from "../../../domain/forecasts/baseline/fit.ts";
import * as fits from "../../../sql/forecasts/baseline_fits.ts";
import * as generation from "../../../sql/generation/generation.ts";
import { makeCast } from "../../support/cast.ts";
import { ownDatabase } from "../../support/setup.ts";

const { owner } = await ownDatabase();
const { sites: { plant, bare, turbine } } = await makeCast(owner);

const JUNE_21 = Temporal.PlainDate.from("2026-06-21");
const at = (time: string) => Temporal.Instant.from(`2026-06-21T${time}:00Z`);

/** A fit with the fields that storing needs. */
function fitOf(day: Temporal.PlainDate, learned = 1): BaselineFit {
  const number = Temporal.PlainDate.from("1970-01-01").until(day).total("days");
  const climatology = {
    bright: [1],
    p10: [0],
    median: [0.5],
    p90: [1],
    mean: [0.5],
    recent: [0.5],
  };
  return { day: number, digest: "sun", learned, climatology, knots: [] };
}

describe("the fits of the baseline", () => {
  it("are kept one for each site, the newest, and come back as they were", async () => {
    await fits.store(owner, plant, "1", fitOf(JUNE_21, 5));
    await fits.store(owner, plant, "1", fitOf(JUNE_21, 6));
    await fits.store(owner, plant, "1", fitOf(JUNE_21.subtract({ days: 1 }), 7));
    await fits.store(owner, turbine, "0", fitOf(JUNE_21));
    const found = await fits.list(owner, [plant, bare, turbine], "1");
    assert.deepEqual([...found], [[plant, fitOf(JUNE_21, 6)]]);
    assert.deepEqual([...await fits.list(owner, [bare], "1")], []);
  });

  it("are outdated from before a day, of another version, or missing; of active sites", async () => {
    const outdated = async () => new Set(await fits.listOutdated(owner, "1", JUNE_21));
    assert.deepEqual(await outdated(), new Set([bare, turbine]));
    await fits.store(owner, turbine, "1", fitOf(JUNE_21.subtract({ days: 1 })));
    assert.deepEqual(await outdated(), new Set([bare, turbine]));
    await owner`update sites set active = false where site_uuid = ${turbine}`;
    assert.deepEqual(await outdated(), new Set([bare]));
  });

  it("are not kept of a site that is gone", async () => {
    await fits.store(owner, crypto.randomUUID(), "1", fitOf(JUNE_21));
    assert.equal((await owner`select from app.baseline_fits`).length, 2);
  });

  it("are nothing that a member or an admin reads", async () => {
    for (const role of ["sitecast_app", "sitecast_admin"]) {
      const [rights] = await owner<[{ may: boolean }]>`
        select has_table_privilege(${role}, 'app.baseline_fits',
          'select, insert, update, delete') as may`;
      assert.equal(rights.may, false);
    }
  });
});

describe("what was measured, for a fit", () => {
  it("is in milliseconds and kW, by time, of periods that start in [start, end)", async () => {
    await owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select site::uuid, '2026-06-21'::timestamp + minute * interval '1 minute',
        '2026-06-21'::timestamp + (minute + 10) * interval '1 minute', kw
      from (values (${plant}, 70, 2.5::float8), (${plant}, 60, 1), (${plant}, 50, 9),
        (${plant}, 80, 'NaN'), (${plant}, 90, 'Infinity'), (${plant}, 100, -0.5),
        (${plant}, 120, 9), (${turbine}, 60, 7)) v (site, minute, kw)`;
    await owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${plant}, '2026-06-21 01:50', 'infinity', 4)`;
    const found = await generation.measured(
      owner,
      [plant, bare, turbine],
      at("01:00"),
      at("02:00"),
    );
    const period = (time: string, powerKw: number) => {
      const startMs = at(time).epochMilliseconds;
      return { startMs, endMs: startMs + 600_000, powerKw };
    };
    assert.deepEqual(
      found,
      new Map([
        [plant, [period("01:00", 1), period("01:10", 2.5), period("01:40", -0.5)]],
        [turbine, [period("01:00", 7)]],
      ]),
    );
  });
});
