import "../../support/properties.ts";
import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { LoggerFeeds, type Sample, steady } from "../../support/logger_feeds.ts";
import { ownCast } from "../../support/setup.ts";
import { slowPower } from "../../support/slow_kilowatts.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, sites: { plant } } = cast;
const START = "2026-06-21T10:00:00Z";
const feeds = new LoggerFeeds(owner, plant, START);
const group = alice.site_group_uuid;
const at = (minute: number) => Temporal.Instant.from(START).add({ minutes: minute }).toString();

const meter = (name = "Meter") => feeds.meter(name, group);

beforeEach(() => feeds.clear());

async function stored(minute: number, minutes: number, kw: number) {
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    values (${plant}, ${at(minute)}, ${at(minute + minutes)}, ${kw})`;
}

describe("generation from readings", () => {
  it("is written two minutes after the end of a period, into one batch of the logger", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 880, 10));
    await feeds.count(16 * 60 + 59.9);
    assert.deepEqual(await feeds.generation(), []);
    assert.equal(await feeds.count(17 * 60), 1);
    assert.deepEqual(await feeds.generation(), [[0, 15, 1]]);
    assert.equal(await feeds.count(17 * 60), 0);
    await feeds.send(logger, "power", steady(2000, 890, 1900, 10));
    await feeds.count(32 * 60);
    assert.equal((await feeds.generation()).length, 2);
    const batches = await owner`
      select door, kind, actor, site_group_uuid, is_shared, inserted, replaced
      from app.batches join app.batch_sites using (batch_id) where door = 'logger'
        and batch_id in (select batch_id from generation)`;
    assert.deepEqual({ ...batches[0] }, {
      door: "logger",
      kind: "sent",
      actor: "Meter",
      site_group_uuid: group,
      is_shared: false,
      inserted: 2,
      replaced: 1,
    });
    assert.equal(batches.length, 1);
  });

  it("is corrected by late readings, and keeps nothing of what it replaced", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 1800));
    await feeds.count(3600);
    assert.deepEqual(await feeds.generation(), [[0, 15, 1], [15, 15, 1]]);
    await feeds.send(logger, "power", steady(3000, 900, 1800));
    assert.equal(await feeds.count(3600), 1);
    assert.deepEqual((await feeds.generation())[1], [15, 15, 3]);
    await feeds.remove(logger, "power", 960, 1800);
    await feeds.count(3600);
    assert.equal((await feeds.generation()).length, 1, "a gap is a gap");
    const kept = await owner`select 1 from app.replaced_generation where site_uuid = ${plant}`;
    assert.equal(kept.length, 0);
  });

  it("never touches what came another way, and says where that is", async () => {
    const logger = await meter();
    await stored(15, 15, 7);
    await stored(50, 5, 8);
    await feeds.send(logger, "power", steady(1000, 0, 5400));
    await feeds.count(6000);
    const mixed = [[0, 15, 1], [15, 15, 7], [30, 15, 1], [50, 5, 8], [60, 15, 1], [75, 15, 1]];
    assert.deepEqual(await feeds.generation(), mixed);
    assert.deepEqual(await feeds.conflicts(), [15, 45]);

    await owner`
      update generation set generation_power_kw = 9
      where site_uuid = ${plant} and start_utc = ${at(60)}`;
    await owner`delete from generation where site_uuid = ${plant} and start_utc = ${at(15)}`;
    await feeds.send(logger, "power", steady(2000, 0, 5400));
    await feeds.count(6000);
    const changed = [[0, 15, 2], [15, 15, 2], [30, 15, 2], [50, 5, 8], [60, 15, 9], [75, 15, 2]];
    assert.deepEqual(await feeds.generation(), changed);
    assert.deepEqual(await feeds.conflicts(), [45, 60]);
  });

  it("is written once what came another way is deleted", async () => {
    const logger = await meter();
    await stored(15, 15, 7);
    await feeds.send(logger, "power", steady(1000, 0, 2700));
    await feeds.count(3600);
    assert.deepEqual(await feeds.conflicts(), [15]);
    await owner`delete from generation where site_uuid = ${plant} and start_utc = ${at(30)}`;
    assert.equal(await feeds.count(3600), 0, "the measurement that came another way is there");
    await owner`delete from generation where site_uuid = ${plant} and start_utc = ${at(15)}`;
    await feeds.count(3600);
    assert.deepEqual(await feeds.generation(), [[0, 15, 1], [15, 15, 1], [30, 15, 1]]);
    assert.deepEqual(await feeds.conflicts(), []);
  });

  it("is the sum of all loggers of the site where all are known", async () => {
    const [east, west] = [await meter("East"), await meter("West")];
    await feeds.feed(west, "energy", { feed_unit: "kWh" });
    await feeds.send(east, "power", steady(1000, 0, 2700));
    await feeds.send(west, "power", steady(2000, 0, 1800));
    await feeds.send(west, "energy", [[0, 5], [900, 6], [1800, 6.5], [2700, 7]]);
    await feeds.count(3600);
    assert.deepEqual(await feeds.generation(), [[0, 15, 7], [15, 15, 5]]);
  });

  it("is not written outside the limits of the capacity, nor where a counter went back", async () => {
    const logger = await meter();
    const watts = (n: number) => n * 1000;
    const [{ kw }] = await owner<[{ kw: number }]>`
      select capacity_kw as kw from sites where site_uuid = ${plant}`;
    await feeds.send(logger, "power", [
      ...steady(watts(kw * 1.09), 0, 899),
      ...steady(watts(kw * 1.2), 900, 1799),
      ...steady(watts(-kw * 0.045), 1800, 2699),
      ...steady(watts(-kw * 0.06), 2700, 3600),
    ]);
    await feeds.count(3600 + 120);
    const starts = (await feeds.generation()).map(([minute]) => minute);
    assert.deepEqual(starts, [0, 30]);
    const [alarm] = await feeds.alarms();
    assert.equal(alarm![0], "range");
    assert.match(alarm![1], /10:45:00Z to 2026-06-21T11:00:00Z: .*less than -5 %/);

    await feeds.feed(logger, "power", { feed_unit: "Wh" });
    await feeds.send(logger, "power", [[0, 100], [900, 200], [1000, 0], [1800, 100], [2700, 150]]);
    await feeds.remove(logger, "power", 1, 899);
    await feeds.remove(logger, "power", 901, 999);
    await feeds.remove(logger, "power", 1001, 1799);
    await feeds.remove(logger, "power", 1801, 2699);
    await feeds.remove(logger, "power", 2701, 3600);
    await feeds.count(3600 + 120);
    assert.deepEqual(await feeds.generation(), [[0, 15, 0.4], [30, 15, 0.2]]);
    assert.ok((await feeds.alarms()).some(([cause]) => cause === "counter"));
  });

  it("has an alarm of a counter that went back, until all went on for a day", async () => {
    const logger = await feeds.logger("Meter", group, 900);
    await feeds.feed(logger, "energy", { feed_unit: "kWh" });
    const causes = async () => (await feeds.alarms()).map(([cause]) => cause);
    const raisedAt = (minute: number) => owner`update app.alarms set raised_utc = ${at(minute)}`;
    await feeds.send(logger, "energy", [[0, 5], [900, 6], [1800, 1], [2700, 2]]);
    await feeds.count(3600);
    await raisedAt(-2 * 24 * 60);
    const went = (from: number, to: number) =>
      steady(0, from, to, 900).map(([second]): Sample => [second, second / 900]);
    await feeds.send(logger, "energy", went(3600, 86_400));
    await feeds.count(86_400 + 120);
    assert.deepEqual(await causes(), ["counter"], "it went back in the last day");
    await raisedAt(60);
    await feeds.send(logger, "energy", went(87_300, 89_100));
    await feeds.count(89_100 + 120);
    assert.deepEqual(await causes(), ["counter"], "it was raised in the last day");
    await feeds.send(logger, "energy", went(90_000, 90_900));
    await feeds.count(90_900 + 120);
    assert.deepEqual(await causes(), []);
  });

  it("of a backfill in any order equals that of live readings, and a slow count", async () => {
    const steps = fc.array(
      fc.record({
        step: fc.integer({ min: 5, max: 400 }),
        watts: fc.integer({ min: 0, max: 3000 }),
      }),
      { minLength: 5, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (list, keys) => {
        let second = 0;
        const samples = list.map(({ step, watts }): Sample => [second += step, watts]);
        await feeds.clear();
        const live = await meter("Live");
        for (let from = 0; from < samples.length; from += 3) {
          const some = samples.slice(from, from + 3);
          await feeds.send(live, "power", some);
          await feeds.count(some.at(-1)![0] + 1);
        }
        await feeds.count(second + 7200);
        const found = await feeds.generation();

        await feeds.clear();
        const late = await meter("Late");
        const mixed = samples.map((sample) => ({ sample, key: keys.next().value! }))
          .sort((a, b) => a.key - b.key).map(({ sample }) => sample);
        const half = Math.floor(mixed.length / 2);
        await feeds.send(late, "power", mixed.slice(0, half));
        await feeds.count(second + 7200);
        await feeds.send(late, "power", mixed.slice(half));
        await feeds.count(second + 7200);
        assert.deepEqual(await feeds.generation(), found);

        for (let minute = 0; minute * 60 < second; minute += 15) {
          const shifted = samples.map(([at, value]): Sample => [at - minute * 60, value]);
          const wanted = slowPower(shifted, 900, 300);
          const kw = found.find(([at]) => at === minute)?.[2];
          assert.equal(kw === undefined, wanted === undefined);
          if (wanted !== undefined) assert.ok(Math.abs(kw! - wanted / 1000) < 1e-6);
        }
      }),
      { numRuns: 3 },
    );
  });
});

describe("consumption and charger power from readings", () => {
  it("are counted like generation, a charging point as one series", async () => {
    const logger = await feeds.logger("evcc", group);
    const charging = (vehicle: string) => `chargePower,loadpoint=Garage${vehicle}.value`;
    await feeds.feed(logger, "homePower.value", {
      feeds: "consumption",
      includes_charger: false,
    });
    await feeds.feed(logger, charging(",vehicle=Leaf"), { feeds: "charger" });
    await feeds.send(logger, "homePower.value", steady(500, 0, 1800));
    await feeds.send(logger, charging(",vehicle=Leaf"), steady(4000, 0, 840));
    await feeds.send(logger, charging(",vehicle=ID.3"), steady(4000, 900, 1500));
    await feeds.send(logger, charging(""), steady(4000, 1560, 1800));
    await feeds.count(3600);
    assert.deepEqual(await feeds.series(), [
      ["charger", 0, 4],
      ["charger", 15, 4],
      ["consumption", 0, 0.5],
      ["consumption", 15, 0.5],
    ]);
    assert.deepEqual(await feeds.generation(), []);
  });
});
