import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { countSun } from "../../../service/charging/sun.ts";
import { sweep } from "../../../sql/generation/changes.ts";
import { LoggerFeeds } from "../../support/logger_feeds.ts";
import { ownCast } from "../../support/setup.ts";
import { measured, periods } from "../../support/values.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, charlie, sites: { plant } } = cast;
const hour = (at: number) => `2026-06-21T${String(at).padStart(2, "0")}:00:00Z`;

const feeds = new LoggerFeeds(owner, plant, hour(6));

beforeEach(async () => {
  await owner`delete from ev_charging_session`;
  await feeds.clear();
  await sweep(owner);
  await countSun(owner);
});

/** Adds a session of a group at the plant, from one full hour to another, and returns its number. */
async function charged(from: number, to: number, kwh: number | null, group = alice) {
  const [row] = await owner<{ id: number }[]>`
    insert into ev_charging_session (device_id, site_group_uuid, site_uuid, session_start_utc,
      session_end_utc, energy_kwh)
    values ('van', ${group.site_group_uuid}, ${plant}, ${hour(from)}::timestamptz,
      ${hour(to)}::timestamptz, ${kwh})
    returning id`;
  return row!.id;
}

/** Stores a power for each hour from one on. */
async function measure(from: number, powers: number[]) {
  await measured(owner, plant, periods(hour(from), 60, powers.length), (at) => powers[at]!);
  await sweep(owner);
}

/** Makes consumption or charger power of the plant what they are in each hour from 6 on. */
async function use(kinds: Record<string, number[]>) {
  const rows = Object.entries(kinds).flatMap(([kind, powers]) =>
    powers.map((kw, at) => ({ kind, kw, start: hour(6 + at), end: hour(7 + at) }))
  );
  await owner`
    select app.store_site_series(${plant}, ${hour(6)}::timestamp, ${hour(12)}::timestamp,
      ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ start }) => start)}::timestamp[],
      ${rows.map(({ end }) => end)}::timestamp[],
      ${`{${rows.map(({ kw }) => kw).join()}}`}::text::float8[], false)`;
}

/** Says whether the consumption of the plant includes the charger, from an hour on. */
async function include(logger: string, name: string, includes_charger: boolean, from?: number) {
  const feed_from_utc = from === undefined ? null : hour(from);
  await feeds.feed(logger, name, { feeds: "consumption", includes_charger, feed_from_utc });
}

async function sunOf(id: number) {
  const [row] = await owner<
    { sun_kwh: number | null; sun_known: number | null; version: number }[]
  >`
    select sun_kwh::float8 as sun_kwh, sun_known::float8 as sun_known, version
    from ev_charging_session where id = ${id}`;
  return [row!.sun_kwh, row!.sun_known, row!.version];
}

describe("the job that counts the sun of charging", () => {
  it("counts a new session, and again when generation of its time comes or changes", async () => {
    const id = await charged(6, 10, 8);
    assert.deepEqual(await sunOf(id), [null, null, 1]);
    assert.equal(await countSun(owner), 1);
    assert.deepEqual(await sunOf(id), [null, 0, 1]);
    await measure(6, [1]);
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [null, 0.25, 1]);
    await measure(7, [3, 0.5, -1]);
    assert.equal(await countSun(owner), 1);
    assert.deepEqual(await sunOf(id), [1 + 2 + 0.5, 1, 1]);
    await owner`update generation set generation_power_kw = 2 where site_uuid = ${plant}`;
    await sweep(owner);
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [8, 1, 1]);
    assert.equal(await countSun(owner), 0);
  });

  it("counts sessions at the same time again, but those of another group on their own", async () => {
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${charlie.site_group_uuid}, ${plant}) on conflict do nothing`;
    await measure(6, [4, 4]);
    const first = await charged(6, 8, 8);
    const theirs = await charged(6, 8, 8, charlie);
    await countSun(owner);
    assert.deepEqual(await sunOf(first), [8, 1, 1]);
    const second = await charged(7, 8, 12);
    await countSun(owner);
    assert.deepEqual([await sunOf(first), await sunOf(second)], [[5, 1, 1], [3, 1, 1]]);
    assert.deepEqual(await sunOf(theirs), [8, 1, 1]);
    await owner`delete from ev_charging_session where id = ${second}`;
    await countSun(owner);
    assert.deepEqual(await sunOf(first), [8, 1, 1]);
  });

  it("forgets the sun of a session that is changed, and that is at no site any more", async () => {
    await measure(6, [4]);
    const id = await charged(6, 7, 8);
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [4, 1, 1]);
    await owner`update ev_charging_session set note = 'Hello' where id = ${id}`;
    assert.deepEqual(await sunOf(id), [4, 1, 2]);
    await owner`update ev_charging_session set energy_kwh = 2 where id = ${id}`;
    assert.deepEqual(await sunOf(id), [null, null, 3]);
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [2, 1, 3]);
    await owner`update ev_charging_session set site_uuid = null where id = ${id}`;
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [null, null, 4]);
  });

  it("leaves sessions without an energy or a time alone, and writes no history", async () => {
    const id = await charged(6, 7, null);
    await owner`
      insert into ev_charging_session (device_id, site_group_uuid, site_uuid, energy_kwh)
      values ('van', ${alice.site_group_uuid}, ${plant}, 3)`;
    await owner`delete from app.charging_history`;
    await countSun(owner);
    assert.deepEqual(await sunOf(id), [null, null, 1]);
    assert.equal((await owner`select from app.charging_history`).length, 0);
  });

  it("takes off what the house used, and counts again when that or its mapping changes", async () => {
    await measure(6, [6, 6]);
    const id = await charged(6, 8, 8);
    const kwh = async () => {
      assert.equal(await countSun(owner), 1);
      return (await sunOf(id))[0];
    };
    assert.equal(await kwh(), 8);
    const logger = await feeds.logger("House", alice.site_group_uuid);
    await use({ consumption: [5] });
    assert.equal(await kwh(), 4 + 4, "taken to include the charger where no variable feeds it");
    await include(logger, "home", false);
    assert.equal(await kwh(), 1 + 4);
    await include(logger, "home", true);
    assert.equal(await kwh(), 4 + 4);
    await use({ consumption: [8, 7], charger: [3] });
    assert.equal(await kwh(), 1 + 3);
    await include(logger, "home", false);
    await include(logger, "flat", true, 7);
    assert.equal(await kwh(), 0 + 3, "the charger is part of it from 7 on");
    await use({});
    assert.equal(await kwh(), 8);
    assert.equal(await countSun(owner), 0);
  });

  it("knows of sessions that are not due but charge at the same time or in the same period", async () => {
    await measure(6, [4, 4, 4, 4]);
    const long = await charged(6, 10, 16);
    const later = await charged(8, 10, 24);
    await countSun(owner);
    assert.deepEqual([await sunOf(long), await sunOf(later)], [[10, 1, 1], [6, 1, 1]]);
    const early = await charged(6, 7, 4);
    await countSun(owner);
    assert.deepEqual([await sunOf(long), await sunOf(early)], [[8, 1, 1], [2, 1, 1]]);

    await owner`delete from ev_charging_session`;
    await owner`
      select app.store_site_series(${plant}, '2026-06-21', '2026-06-22', array['consumption'],
        array['2026-06-21 06:45'::timestamp], array['2026-06-21 07:15'::timestamp],
        array[8::float8], false)`;
    const first = await charged(6, 7, 8);
    await countSun(owner);
    assert.deepEqual(await sunOf(first), [3, 1, 1], "8 - 8 / 2 = 4 kW of the house");
    const second = await charged(7, 8, 4);
    await countSun(owner);
    assert.deepEqual([await sunOf(first), await sunOf(second)], [[3.5, 1, 1], [3.5, 1, 1]]);
  });
});
