import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { pvArrayOf } from "../../../domain/sites/pv_array.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { clearSky } from "../../../domain/solar/clear_sky.ts";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import { SUNNY, WINDY } from "../../../service/demo/cast.ts";
import { feedFleet, makePastForecasts } from "../../../service/demo/feed.ts";
import { FLEET, type FleetSite } from "../../../service/demo/fleet.ts";
import { seedDemo } from "../../../service/demo/seed.ts";
import { syntheticProduction } from "../../../service/demo/synthetic.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const NOW = Temporal.Instant.from("2026-11-29T13:30:00Z");
const NOW_MS = NOW.epochMilliseconds;
const DAY = 24 * HOUR;

const named = (name: string): FleetSite => FLEET.find((site) => site.client_site_name === name)!;

/** Returns what a site measures in a range that is given in days before NOW. */
const between = (site: FleetSite, from: number, to: number) =>
  syntheticProduction(site, { startMs: NOW_MS - from * DAY, endMs: NOW_MS - to * DAY }, NOW_MS);

const highest = (values: { generation_power_kw: number }[]) =>
  Math.max(...values.map((value) => value.generation_power_kw));

describe("the fleet's made-up measurements", () => {
  it("are the same in one piece and in many", () => {
    for (const site of [named("Truro Primary School"), named("Makara Ridge Wind")]) {
      const pieces = [3, 2, 1].flatMap((day) => between(site, day, day - 1));
      assert.deepEqual(pieces, between(site, 3, 0));
      assert.ok(pieces.length >= 3 * 48, `${pieces.length}`);
    }
  });

  it("are between 0 and the capacity, and those of the sun dark at night", () => {
    for (const site of FLEET) {
      const values = between(site, 2, 0);
      const { capacity_kw, asset_type, really } = site;
      for (const { start_utc, generation_power_kw } of values) {
        assert.ok(generation_power_kw >= 0 && generation_power_kw <= capacity_kw);
        if (asset_type === "wind") continue;
        const found = pvArrayOf({ ...site, orientation: really?.orientation ?? site.orientation });
        assert.ok("array" in found);
        const middle = milliseconds(start_utc) + site.minutes * 30_000;
        assert.ok(generation_power_kw <= clearSky(middle, found.array).ac_kw);
      }
    }
  });

  it("stop, halve or cease where a site has such a story", () => {
    const dead = named("Mérida Solar 2");
    assert.equal(highest(between(dead, 8, 0)), 0);
    assert.ok(highest(between(dead, 10, 8.1)) > 0.2 * dead.capacity_kw);
    const silent = named("Leiden City Archive");
    assert.deepEqual(between(silent, 5, 0), []);
    assert.equal(between(silent, 6, 5).length, 48);
    const half = named("Fazenda Boa Vista");
    const whole = between({ ...half, story: undefined }, 2, 0);
    assert.ok(Math.abs(highest(between(half, 2, 0)) / highest(whole) - 0.45) < 0.001);
    assert.equal(highest(between(named("Tromsø Harbour"), 1, 0)), 0);
  });
});

describe("the fleet of the demo", () => {
  let database: TestDatabase;
  const some = ["Truro Primary School", "Mérida Solar 2", "Windpark Dithmarschen"].map(named);
  beforeAll(async () => {
    database = await testDatabase();
    await seedDemo(database.owner);
  });
  afterAll(() => database.drop());

  it("has 40 sites of 4 kW to 30 MW, on both hemispheres, marked as synthetic", async () => {
    const [sites] = await database.owner`
      select count(*)::int as count, min(capacity_kw), max(capacity_kw),
        count(distinct country)::int as countries,
        count(*) filter (where latitude < 0)::int as south,
        count(*) filter (where note like '%synthetic%')::int as marked,
        count(*) filter (where gsp not like '%"999"%')::int as with_gsp
      from sites where client_site_id is not null`;
    assert.deepEqual({ ...sites }, {
      count: 40,
      min: 4,
      max: 30_000,
      countries: 23,
      south: 9,
      marked: 40,
      with_gsp: 8,
    });
    const [inverters] = await database.owner`select count(*)::int from inverters`;
    assert.deepEqual({ ...inverters }, { count: 14 });
    assert.equal(zoneOf({ ...named("Santa Fe School"), time_zone: null }), "America/Denver");
  });

  it("is in two groups, which share some sites", async () => {
    const rows = await database.owner`
      select groups, count(*)::int from (
        select string_agg(site_group_name, ' + ' order by site_group_name) as groups
        from sites join site_group_sites using (site_uuid) join site_groups using (site_group_uuid)
        where client_site_id is not null and not is_admin group by site_uuid) s
      group by 1 order by 1`;
    assert.deepEqual(rows.map(({ groups, count }) => [groups, count]), [
      [SUNNY, 29],
      [`${SUNNY} + ${WINDY}`, 8],
      [WINDY, 3],
    ]);
  });

  it("has six weeks of measurements, and goes on from the last one", async () => {
    const { owner } = database;
    const stored = await feedFleet(owner, NOW, undefined, some);
    assert.equal(stored, 42 * (48 + 96 + 96));
    assert.equal(await feedFleet(owner, NOW, undefined, some), 0);
    assert.equal(await feedFleet(owner, NOW.add({ minutes: 30 }), undefined, some), 1 + 2 + 2);
    const [row] = await owner`
      select max(end_utc) as last, bool_and(created_utc = end_utc) as sent_at_once from generation`;
    assert.deepEqual({ ...row }, { last: "2026-11-29T14:00:00Z", sent_at_once: true });
  });

  it("has the runs of a month, of which the day-ahead one of each day", async () => {
    const { owner } = database;
    const others = FLEET.filter((site) => !some.slice(0, 1).includes(site));
    await owner`update sites set active = false
      where client_site_name = any(${others.map((site) => site.client_site_name)})
        or client_site_id is null`;
    assert.equal(await makePastForecasts(owner, NOW), 30 + 7);
    assert.equal(await makePastForecasts(owner, NOW), 0);
  });
});
