import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { readConfig } from "../../../service/config.ts";
import { LoggerLoop } from "../../../service/loggers/loop.ts";
import { loggerSteps } from "../../../service/loggers/steps.ts";
import { watchLoggers } from "../../../service/loggers/watch.ts";
import { judgeRules } from "../../../service/loggers/rules.ts";
import * as alarms from "../../../sql/loggers/alarms.ts";
import * as attention from "../../../sql/sites/attention.ts";
import { endInactive } from "../../../sql/sites/attention_checks.ts";
import { attentionText } from "../../../domain/sites/attention/attention_text.ts";
import { alarmWorld } from "../../support/alarm_world.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant } = cast.sites;
const START = Temporal.Instant.from("2026-06-21T08:00:00Z");
const at = (second: number) => START.add({ seconds: second });

let made = 0;
const world = () => alarmWorld(owner, plant, START, `Logger ${++made}`);
const asAlice = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(database, cast.alice, work);

describe("the look at rules of loggers", () => {
  it("raises an alarm and clears it, as often as a value goes and comes back", async () => {
    const { send, rule, alarms } = await world();
    await rule({ name: "Hot", threshold: 100, hysteresis: 10 });
    await send([0, 99], [10, 101], [20, 95]);
    assert.equal(await judgeRules(owner, at(25)), 1);
    assert.equal(await judgeRules(owner, at(26)), 0);
    await send([30, 90], [40, 120]);
    assert.equal(await judgeRules(owner, at(45)), 2);
    assert.deepEqual(await alarms(), [
      "raised 10, cleared 30: Hot: pv power above 100 W (101 W).",
      "raised 40: Hot: pv power above 100 W (120 W).",
    ]);
  });

  it("goes on where a look before it ended, whatever was stored late meanwhile", async () => {
    const { send, rule, alarms } = await world();
    await rule({ threshold: 100, for_seconds: 60 });
    await send([0, 101]);
    await judgeRules(owner, at(5));
    await send([60, 105], [-10, 500], [30, 1]);
    await judgeRules(owner, at(65));
    await send([50, 1]);
    await judgeRules(owner, at(70));
    // 30 came before anything newer was judged, 50 after it.
    assert.deepEqual(await alarms(), []);
    await send([120, 110]);
    await judgeRules(owner, at(125));
    assert.deepEqual(await alarms(), ["raised 120: pv power above 100 W for 1 minute (110 W)."]);
  });

  it("is a step of the loop, also when nothing came", async () => {
    const { send, rule, alarms } = await world();
    await rule({ kind: "silent", for_seconds: 60 });
    await send([0, 1]);
    const loop = new LoggerLoop(owner, loggerSteps(readConfig({})));
    await loop.turn(at(59), new AbortController().signal);
    await loop.turn(at(61), new AbortController().signal);
    assert.deepEqual(await alarms(), ["raised 60: pv power silent for 1 minute."]);
  });

  it("takes more readings than one transaction reads", async () => {
    const { send, rule, alarms } = await world();
    await rule({ threshold: 5000 });
    await send(...Array.from({ length: 5002 }, (_, at) => [at, at] as [number, number]));
    await judgeRules(owner, at(6000));
    assert.deepEqual(await alarms(), ["raised 5001: pv power above 5000 W (5001 W)."]);
  });

  it("raises one alarm when two instances look at once", async () => {
    const { send, rule, alarms } = await world();
    for (const threshold of [1, 2, 3]) await rule({ threshold });
    await send([0, 10], [10, 0], [20, 10]);
    const counts = await Promise.all([1, 2, 3].map(() => judgeRules(owner, at(30))));
    assert.equal(counts.reduce((sum, count) => sum + count), 9);
    assert.equal((await alarms()).length, 6);
  });

  it("finds silence without any reading, of a variable and of the whole logger", async () => {
    const { send, rule, alarms } = await world();
    await rule({ kind: "silent", for_seconds: 600, name: "Variable" });
    await rule({ kind: "silent", for_seconds: 900, name: "Logger", whole: true });
    await send([0, 1]);
    await judgeRules(owner, at(599));
    assert.deepEqual(await alarms(), []);
    await judgeRules(owner, at(1000));
    await judgeRules(owner, at(1001));
    await send([1010, 1]);
    await judgeRules(owner, at(1015));
    assert.deepEqual(await alarms(), [
      "raised 600, cleared 1010: Variable: pv power silent for 10 minutes.",
      "raised 900, cleared 1010: Logger: The whole logger silent for 15 minutes.",
    ]);
  });

  it("judges no reading before its time has come", async () => {
    const { send, rule, alarms } = await world();
    await rule({ threshold: 100 });
    await send([500, 200], [0, 1]);
    await judgeRules(owner, at(10));
    await send([20, 150]);
    await judgeRules(owner, at(30));
    assert.deepEqual(await alarms(), ["raised 20: pv power above 100 W (150 W)."]);
  });
});

describe("alarms that the service raises by itself", () => {
  it("are one for each cause until it has ended, also when many raise it at once", async () => {
    const { logger } = await world();
    const raise = () => alarms.raiseAlarm(owner, logger, "frame", 2, "Board 99 is not known.");
    await Promise.all(Array.from({ length: 10 }, raise));
    await alarms.raiseAlarm(owner, logger, "counter", 1, "The counter went back.");
    const open = async () => {
      const wanted = { list: "open" as const, limit: 9 };
      const rows = await asAlice((sql) => alarms.listAlarms(sql, logger, wanted));
      return rows.map(({ cause }) => cause).sort();
    };
    assert.deepEqual(await open(), ["counter", "frame"]);
    await alarms.clearAlarm(owner, logger, "counter");
    assert.deepEqual(await open(), ["frame"]);
    await asAlice((sql) => alarms.dismissAlarms(sql, logger, "alice@example.org"));
    await raise();
    assert.deepEqual(await open(), []);
    await owner`update app.alarms set dismissed_utc = dismissed_utc - interval '25 hours'
      where logger_uuid = ${logger}`;
    await raise();
    assert.deepEqual(await open(), ["frame"]);
  });
});

describe("sites that need attention because of their loggers", () => {
  const openOf = async () => {
    const rows = await asAlice((sql) => attention.list(sql, { siteUuid: plant }));
    return rows.map((row) => `${row.kind}: ${attentionText(row, "UTC")}`);
  };

  it("are those with open alarms and silent loggers, until both have ended", async () => {
    await owner`delete from app.loggers`;
    const { send, rule, logger } = await world();
    await rule({ threshold: 100 });
    await send([0, 101]);
    await watchLoggers(owner, at(10));
    assert.deepEqual(await openOf(), [
      `logger_alarm: 1 open alarm since 21 June 2026, 08:00. Logger ${made}: ` +
      "pv power above 100 W (101 W).",
    ]);
    await asAlice((sql) => alarms.dismissAlarms(sql, logger, "alice@example.org"));
    await watchLoggers(owner, at(301));
    assert.deepEqual(await openOf(), [
      `logger_silent: Nothing came from Logger ${made} since 21 June 2026, 08:00.`,
    ]);
    await send([400, 1]);
    await watchLoggers(owner, at(401));
    assert.deepEqual(await openOf(), []);
  });

  it("are none that are inactive", async () => {
    const { send, rule } = await world();
    await rule({ threshold: 100 });
    await send([0, 101]);
    await owner`update sites set active = false where site_uuid = ${plant}`;
    await watchLoggers(owner, at(10));
    assert.deepEqual(await openOf(), []);
    await owner`update sites set active = true where site_uuid = ${plant}`;
    await watchLoggers(owner, at(11));
    assert.equal((await openOf()).length, 1);
    await endInactive(owner, at(12));
    assert.equal((await openOf()).length, 1);
  });
});
