import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { countChangedDays, measuredHours } from "../../../service/weather/measured_hours.ts";
import { sweep } from "../../../sql/generation/changes.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant } = cast.sites;

beforeEach(async () => {
  await owner`truncate generation`;
  await owner`delete from app.generation_days`;
  await owner`delete from app.outages`;
  await sweep(owner);
});

/** Stores periods of so many minutes from a time on, each of one power in kW. */
async function measure(start: string, minutes: number, powers: number[], site = plant) {
  const times = powers.map((_, at) =>
    Temporal.Instant.from(start).add({ minutes: minutes * at }).toString()
  );
  await owner`
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw)
    select gen_random_uuid(), ${site}, t::timestamp, t::timestamp + make_interval(mins => ${minutes}),
      kw::float8
    from unnest(${times}::text[], ${powers.map(String)}::text[]) m (t, kw)`;
}

async function counted(site = plant, options = {}) {
  await sweep(owner);
  await countChangedDays(owner, [site], options);
  return await kept(site);
}

/** The kept hours: `06-20 10: 1.5`. */
async function kept(site = plant) {
  const active = (await sites.listActive(owner)).filter(({ site_uuid }) => site_uuid === site);
  const hours = (await measuredHours(owner, active)).get(site)!;
  return hours.map(({ startMs, powerKw }) => {
    const text = Temporal.Instant.fromEpochMilliseconds(startMs).toString();
    return `${text.slice(5, 10)} ${text.slice(11, 13)}: ${Math.round(powerKw * 1000) / 1000}`;
  });
}

describe("the measured hours that a forecast learns from", () => {
  it("are means by time, of hours that were measured for three quarters at least", async () => {
    await measure("2026-06-20T10:00:00Z", 15, [1, 2, 3, 6, 8, 8, 8, 9, 9]);
    await measure("2026-06-20T14:30:00Z", 60, [4, 6]);
    await measure("2026-06-21T23:50:00Z", 30, [4, 6, NaN, 1]);
    assert.deepEqual(await counted(), [
      "06-20 10: 3",
      "06-20 11: 8.25",
      "06-20 15: 5",
      "06-22 00: 5.2",
    ]);
  });

  it("are counted again where measurements come late, are corrected or deleted", async () => {
    await measure("2026-03-01T10:00:00Z", 30, [1, 1]);
    await measure("2026-06-20T10:00:00Z", 30, [1, 1]);
    await counted();
    await measure("2026-06-18T10:00:00Z", 30, [2, 4]);
    assert.deepEqual(await counted(), ["03-01 10: 1", "06-18 10: 3", "06-20 10: 1"]);
    await owner`update generation set generation_power_kw = 5 where start_utc >= '2026-06-20'`;
    await owner`delete from generation where start_utc < '2026-06-01'`;
    assert.deepEqual(await counted(), ["06-18 10: 3", "06-20 10: 5"]);
    await owner`truncate generation`;
    assert.deepEqual(await counted(), []);
  });

  it("stay where retention removes the measurements of old days", async () => {
    await measure("2026-03-01T10:00:00Z", 30, [1, 1]);
    await measure("2026-06-20T10:00:00Z", 30, [2, 2]);
    await counted();
    await owner`delete from generation where start_utc < '2026-06-01'`;
    const from = Temporal.PlainDate.from("2026-06-01");
    assert.deepEqual(await counted(plant, { from }), ["03-01 10: 1", "06-20 10: 2"]);
  });

  it("stay to be counted where the signal came half-way", async () => {
    await measure("2025-03-01T10:00:00Z", 30, [1, 1]);
    await measure("2026-06-20T10:00:00Z", 30, [2, 2]);
    assert.deepEqual(await counted(plant, { signal: AbortSignal.abort() }), []);
    assert.deepEqual(await counted(), ["03-01 10: 1", "06-20 10: 2"]);
  });

  it("are without outages, and as the site's present capacity would have given them", async () => {
    await measure("2026-06-20T10:00:00Z", 30, [1, 1, 2, 2, 4, 4]);
    await counted();
    await owner`insert into app.outages (site_uuid, kind, start_utc, end_utc)
      values (${plant}, 'outage', '2026-06-20T11:50Z', '2026-06-20T11:55Z')`;
    assert.deepEqual(await kept(), ["06-20 10: 1", "06-20 12: 4"]);
    await owner`insert into site_capacities (site_uuid, until_date, capacity_kw)
      select site_uuid, '2026-07-01', capacity_kw / 2 from sites where site_uuid = ${plant}`;
    assert.deepEqual(await kept(), ["06-20 10: 2", "06-20 12: 8"]);
    await owner`delete from site_capacities`;
  });
});
