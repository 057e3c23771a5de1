import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { LoggerLoop, type LoggerStep } from "../../../service/loggers/loop.ts";
import { makeReadingDays } from "../../../service/loggers/partitions.ts";
import { loggerSteps } from "../../../service/loggers/steps.ts";
import { readConfig } from "../../../service/config.ts";
import { retain } from "../../../service/operations/retention.ts";
import type { Reading } from "../../../domain/loggers/reading.ts";
import { makeSite } from "../../../sql/operations/demo.ts";
import { deleteLogger } from "../../../sql/loggers/loggers.ts";
import { quartersBetween } from "../../../sql/loggers/quarters.ts";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { makeLogger, microseconds, readingsAt, type TestLogger } from "../../support/loggers.ts";
import { inScope } from "../../support/scopes.ts";
import { quartersOf } from "../../support/slow_quarters.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { signal } = new AbortController();
const NOW = Temporal.Instant.from("2026-06-25T12:00:00Z");
const START = microseconds("2026-06-21T10:00:00Z");
const newLogger = () => makeLogger(database, cast.alice, cast.sites.plant);
const send = (logger: TestLogger, sent: Reading[]) => storeFromDevice(owner, logger.keyHash, sent);
const turn = (loop: LoggerLoop, now = NOW) => loop.turn(now, signal);
const quarterLoop = () => new LoggerLoop(owner, loggerSteps(readConfig({})));

const counted = (logger: TestLogger) =>
  inScope(
    database,
    cast.alice,
    (sql) => quartersBetween(sql, logger.logger_uuid, { from: 0, to: 10_000_000 }),
  );

const loggerOf = ({ logger_uuid }: { logger_uuid: string }) => logger_uuid;

/** Random numbers in [0, 1), the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffledReadings(random: () => number): Reading[] {
  const readings: Reading[] = [];
  for (let time = START; time < START + 7_200_000_000;) {
    time += Math.round((random() < 0.1 ? 900 : 60) * random() * 1_000_000) + 1;
    readings.push({ variable: "power", time, value: Math.round(random() * 10_000) });
  }
  return readings.map((reading) => ({ reading, place: random() }))
    .sort((a, b) => a.place - b.place).map(({ reading }) => reading);
}

describe("the quarter hours of variables", () => {
  it("are those of a plain count, whatever the gaps and the order in which readings come", async () => {
    for (const seed of [1, 2, 3]) {
      const random = randomFrom(seed);
      const logger = await newLogger();
      const loop = quarterLoop();
      const readings = shuffledReadings(random);
      for (let at = 0; at < readings.length; at += 50) {
        await send(logger, readings.slice(at, at + 50));
        await turn(loop, NOW.add({ seconds: 60 * at }));
      }
      const expected = quartersOf(readings, 300);
      const found = await counted(logger);
      assert.deepEqual(found.map(({ quarter }) => quarter), expected.map(({ quarter }) => quarter));
      found.forEach((quarter, place) => {
        for (const [name, value] of Object.entries(expected[place]!)) {
          const difference = Math.abs(quarter[name as "mean"] - value);
          assert.ok(difference < 1e-3, `${name}: ${quarter[name as "mean"]} instead of ${value}`);
        }
      });
    }
  });

  it("stay when retention drops their readings, and go with their variable", async () => {
    const logger = await newLogger();
    await makeReadingDays(owner, Temporal.Now.instant());
    const old = Temporal.Now.instant().subtract({ hours: 24 * 70 }).round("second");
    const times = ["0", "60", "120"].map((seconds) =>
      old.add({ seconds: Number(seconds) }).toString()
    );
    await send(logger, readingsAt("power", ...times, "2001-01-01T00:00:00Z"));
    await turn(quarterLoop());
    const before = await counted(logger);
    const config = readConfig({ RETAIN_READING_DAYS: "30" });
    const retained = await retain(owner, config, Temporal.Now.instant());
    assert.ok(retained!.readings!.dropped.length > 0);
    assert.equal(retained!.strayReadings!.count >= 1, true);
    await owner`
      insert into app.reading_changes
      values (${logger.logger_uuid}, '2001-01-01', '2001-01-01'),
        (${logger.logger_uuid}, ${times[0]!}, ${times[2]!})`;
    await new LoggerLoop(owner, loggerSteps(config)).turn(Temporal.Now.instant(), signal);
    assert.deepEqual([...await counted(logger)], [...before]);
    const [variable] = await owner<{ id: string }[]>`
      select variable_id::text as id from app.logger_variables
      where logger_uuid = ${logger.logger_uuid}`;
    await send(logger, readingsAt("power", Temporal.Now.instant().round("second").toString()));
    await inScope(database, cast.alice, (sql) => deleteLogger(sql, logger.logger_uuid));
    await turn(quarterLoop());
    const [left] = await owner`
      select (select count(*)::int from app.logger_readings where variable_id = ${variable!.id})
        + (select count(*)::int from app.logger_quarters where variable_id = ${variable!.id})
        + (select count(*)::int from app.dropped_variables) as rows`;
    assert.deepEqual(left, { rows: 0 });
  });
});

describe("a logger", () => {
  it("goes with its site, and its readings after it; it stays without the group that added it", async () => {
    const site = await makeSite(owner, cast.alice.site_group_uuid, {});
    const logger = await makeLogger(database, cast.alice, site);
    await send(logger, readingsAt("power", "2026-06-21T10:00:00Z"));
    await owner`
      with made as (
        insert into site_groups (site_group_name) values ('Short-lived') returning site_group_uuid)
      update app.loggers l set site_group_uuid = m.site_group_uuid from made m
      where l.logger_uuid = ${logger.logger_uuid}`;
    await owner`delete from site_groups where site_group_name = 'Short-lived'`;
    const [left] = await owner`
      select site_group_uuid from app.loggers where logger_uuid = ${logger.logger_uuid}`;
    assert.deepEqual(left, { site_group_uuid: null });
    const [dropped] = await owner<{ id: string }[]>`
      select variable_id::text as id from app.logger_variables
      where logger_uuid = ${logger.logger_uuid}`;
    await owner`delete from site_group_sites where site_uuid = ${site}`;
    await owner`delete from sites where site_uuid = ${site}`;
    await turn(quarterLoop());
    assert.equal(
      (await owner`select 1 from app.logger_readings where variable_id = ${dropped!.id}`).length,
      0,
    );
    assert.equal(await send(logger, []), undefined);
  });
});

describe("the loop of loggers", () => {
  it("goes on with other loggers and steps where one fails, and gives the change again", async () => {
    const [good, bad] = [await newLogger(), await newLogger()];
    await turn(new LoggerLoop(owner, [{ name: "quarters", work: () => Promise.resolve() }]));
    const done: string[] = [];
    let fails = true;
    const step = (name: string, isBroken: boolean): LoggerStep => ({
      name,
      work: (_, changed) => {
        if (isBroken && fails && changed.some((one) => one.logger_uuid === bad.logger_uuid)) {
          return Promise.reject(new Error("broken"));
        }
        done.push(...changed.map((one) => `${name} ${one.logger_uuid}`));
        return Promise.resolve();
      },
    });
    const loop = new LoggerLoop(owner, [step("first", true), step("second", false)]);
    for (const logger of [good, bad]) {
      await send(logger, readingsAt("power", "2026-06-21T10:00:00Z"));
    }
    await turn(loop);
    const both = [`second ${good.logger_uuid}`, `second ${bad.logger_uuid}`].sort();
    assert.deepEqual(done.sort(), [`first ${good.logger_uuid}`, ...both]);
    fails = false;
    done.length = 0;
    await turn(loop, NOW.add({ seconds: 59 }));
    assert.deepEqual(done, []);
    await turn(loop, NOW.add({ seconds: 60 }));
    assert.deepEqual(done, [`first ${bad.logger_uuid}`]);
  });

  it("gives a backfill day by day, the newest first, and calls each step when nothing changed", async () => {
    const logger = await newLogger();
    const pieces: [string, string][][] = [];
    const loop = new LoggerLoop(owner, [{
      name: "pieces",
      work: (_, changed) => {
        pieces.push(changed.map(({ first_utc, last_utc }) => [first_utc, last_utc]));
        return Promise.resolve();
      },
    }]);
    await turn(loop);
    await send(
      logger,
      readingsAt("power", "2026-06-21T10:00:00Z", "2026-06-22T09:00:00Z", "2026-06-23T08:00:00Z"),
    );
    await send(logger, readingsAt("power", "2026-06-01T00:00:00Z"));
    await turn(loop);
    assert.deepEqual(pieces, [
      [],
      [["2026-06-22T08:00:00Z", "2026-06-23T08:00:00Z"]],
      [["2026-06-21T10:00:00Z", "2026-06-22T08:00:00Z"]],
      [["2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z"]],
    ]);
  });

  it("leaves a turn to others when a step's time is over, and goes on in the next one", async () => {
    const [busy, other] = [await newLogger(), await newLogger()];
    const days = Array.from({ length: 5 }, (_, day) => START - day * 3 * 86_400_000_000);
    await send(busy, days.map((time) => ({ variable: "power", time, value: 1 })));
    await send(other, [{ variable: "power", time: START, value: 20 }]);
    await owner`
      insert into app.alarm_rules (logger_uuid, variable_id, name, kind, threshold)
      select logger_uuid, variable_id, 'Hot', 'above', 10 from app.logger_variables
      where logger_uuid = ${other.logger_uuid}`;
    const worked: string[] = [];
    const quarters: LoggerStep = {
      name: "quarters",
      seconds: 30,
      atOnce: 1,
      work: (_, changed) => Promise.resolve(void worked.push(...changed.map(loggerOf))),
    };
    const rules = loggerSteps(readConfig({})).find(({ name }) => name === "rules")!;
    const loop = new LoggerLoop(owner, [quarters, rules], 0);
    await turn(loop);
    assert.equal(worked.length, 1);
    const raised = await owner`select 1 from app.alarms where logger_uuid = ${other.logger_uuid}`;
    assert.equal(raised.length, 1);
    for (let second = 1; second < 6; second++) await turn(loop, NOW.add({ seconds: second }));
    const everything = [other, busy, busy, busy, busy, busy].map(loggerOf);
    assert.deepEqual(worked.sort(), everything.sort());
  });
});
