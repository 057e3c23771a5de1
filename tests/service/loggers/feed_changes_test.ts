import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { LoggerFeeds, steady } from "../../support/logger_feeds.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, sites: { plant } } = cast;
const START = "2026-06-21T10:00:00Z";
const feeds = new LoggerFeeds(owner, plant, START);
const at = (minute: number) => Temporal.Instant.from(START).add({ minutes: minute }).toString();

const meter = (name = "Meter") => feeds.meter(name, alice.site_group_uuid);

beforeEach(() => feeds.clear());

describe("a change of what feeds a site", () => {
  it("counts again as far back as it says, and leaves what is before", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 3600));
    await feeds.send(logger, "other", steady(2000, 0, 3600));
    await feeds.count(7200);
    await feeds.feed(logger, "power", { feed_unit: "kW", feed_from_utc: at(60) });
    await feeds.count(7200);
    assert.deepEqual((await feeds.generation()).map(([, , kw]) => kw), [1, 1, 1, 1]);
    await feeds.send(logger, "power", steady(3000, 0, 900));
    await feeds.count(7200);
    assert.equal((await feeds.generation())[0]![2], 1, "what another unit counted stays");

    await feeds.feed(logger, "power", { feed_unit: "W", feed_from_utc: null });
    await feeds.feed(logger, "other", { feed_from_utc: at(30) });
    await feeds.count(7200);
    const powers = (await feeds.generation()).map(([, , kw]) => kw);
    assert.deepEqual(powers.slice(2), [3, 3]);
    assert.ok(powers[0]! > 2.9);
  });

  it("leaves what was counted when a variable feeds nothing any more, or its logger is deleted", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 1800));
    await feeds.count(7200);
    await feeds.feed(logger, "power", { feeds: "nothing" });
    await feeds.send(logger, "power", steady(2000, 0, 1800));
    await feeds.count(7200);
    assert.deepEqual(await feeds.generation(), [[0, 15, 1], [15, 15, 1]]);
    await feeds.feed(logger, "power", { feeds: "nothing", feed_from_utc: at(15) });
    await feeds.feed(logger, "power", {});
    await feeds.feed(logger, "power", { feeds: "nothing", feed_from_utc: at(15) });
    await feeds.count(7200);
    assert.deepEqual(await feeds.generation(), [[0, 15, 1]]);
    await owner`delete from app.loggers where logger_uuid = ${logger}`;
    const other = await meter("Other");
    await feeds.send(other, "power", steady(5000, 0, 1800));
    await feeds.count(7200);
    assert.equal((await feeds.generation()).length, 2, "a new logger counts all that it has");
  });

  it("keeps what was counted of readings that are dropped by now", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 1800));
    await feeds.count(7200);
    await owner`delete from app.logger_readings`;
    await feeds.send(logger, "power", [[600, 1000]]);
    await feeds.count(7200, { readingsFrom: Temporal.PlainDate.from("2026-06-22") });
    assert.deepEqual(await feeds.generation(), [[0, 15, 1], [15, 15, 1]]);
  });

  it("makes periods of the length that the site has", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 1800));
    await feeds.count(7200);
    await owner`update app.logger_sites set period_minutes = 10 where site_uuid = ${plant}`;
    await feeds.count(7200);
    assert.deepEqual(await feeds.generation(), [[0, 10, 1], [10, 10, 1], [20, 10, 1]]);
  });

  it("opens another batch after the first was undone", async () => {
    const logger = await meter();
    await feeds.send(logger, "power", steady(1000, 0, 900));
    await feeds.count(7200);
    await owner`update app.batches set undone_utc = now() at time zone 'utc' where door = 'logger'`;
    await owner`delete from generation`;
    await feeds.send(logger, "power", steady(1000, 960, 1800));
    await feeds.count(7200);
    const batches = await owner`select distinct batch_id from generation`;
    assert.equal(batches.length, 1);
    const [{ undone }] = await owner<[{ undone: string | null }]>`
      select undone_utc as undone from app.batches where batch_id = ${batches[0]!.batch_id}`;
    assert.equal(undone, null);
  });
});
