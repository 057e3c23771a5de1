import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Reading } from "../../../domain/loggers/reading.ts";
import { WRONG_TIME } from "../../../domain/loggers/stored_readings.ts";
import type { ScopedSql } from "../../../db/scope.ts";
import { revokeKey } from "../../../sql/loggers/keys.ts";
import * as loggers from "../../../sql/loggers/loggers.ts";
import { quartersBetween } from "../../../sql/loggers/quarters.ts";
import * as readings from "../../../sql/loggers/readings.ts";
import { findOrMakeVariable, listVariables } from "../../../sql/loggers/variables.ts";
import { makeLogger, microseconds, readingsAt, type TestLogger } from "../../support/loggers.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { alice, charlie } = cast;
const NOTHING = { new: 0, changed: 0, unchanged: 0, unknown: {}, refused: [] };
const now = Temporal.Now.instant().round("second");

const newLogger = () => makeLogger(database, alice, cast.sites.plant);
const send = (logger: TestLogger, ...sent: Reading[]) =>
  readings.storeFromDevice(database.devices, logger.keyHash, sent);
const newest = (logger: TestLogger, query: readings.NewestQuery = {}) =>
  inScope(
    database,
    alice,
    async (sql) =>
      (await readings.newestReadings(sql, logger.logger_uuid, query))
        .map(({ time_utc, value, number }) => [time_utc, value, number]),
  );
const variables = (logger: TestLogger) =>
  inScope(database, alice, (sql) => listVariables(sql, logger.logger_uuid));

describe("storing readings", () => {
  it("counts new, changed and unchanged ones, and the last value sent wins", async () => {
    const logger = await newLogger();
    const [first, second] = readingsAt("power", "2026-06-21T10:00:00Z", "2026-06-21T10:00:10Z");
    assert.deepEqual(await send(logger, second!, first!), { ...NOTHING, new: 2 });
    assert.deepEqual(await send(logger, first!, second!), { ...NOTHING, unchanged: 2 });
    const changed = [{ ...first!, value: 7 }, { ...first!, value: 8 }, second!];
    assert.deepEqual(await send(logger, ...changed), { ...NOTHING, changed: 1, unchanged: 1 });
    assert.deepEqual(await newest(logger), [
      ["2026-06-21T10:00:10Z", 1, null],
      ["2026-06-21T10:00:00Z", 8, null],
    ]);
    const [variable] = await variables(logger);
    assert.equal(variable!.last_value, 1);
    assert.equal(variable!.first_utc, "2026-06-21T10:00:00Z");
    assert.equal(variable!.last_utc, "2026-06-21T10:00:10Z");
  });

  it("keeps times to the microsecond and values to the last bit", async () => {
    const logger = await newLogger();
    const time = microseconds("2026-06-21T10:00:00.123457Z");
    for (const value of [0.1 + 0.2, -5e-324, 1.7976931348623157e308]) {
      await send(logger, { variable: 'ü 日 "x\\', time, value });
      assert.deepEqual(await newest(logger), [["2026-06-21T10:00:00.123457Z", value, null]]);
    }
  });

  it("refuses by place what cannot be stored, and stores the rest", async () => {
    const logger = await newLogger();
    const time = microseconds("2026-06-21T10:00:00Z");
    const good = { variable: "power", time, value: 1 };
    const stored = await send(
      logger,
      { ...good, time: microseconds("1999-12-31T23:59:59.999999Z") },
      { ...good, value: NaN },
      good,
      { ...good, time: now.add({ hours: 25 }).epochMilliseconds * 1000 },
      { ...good, time: 1e300 },
      { ...good, variable: "" },
      { ...good, variable: "a\0b" },
      { ...good, variable: "x".repeat(64_000) },
      { ...good, time: microseconds("2000-01-01T00:00:00Z") },
    );
    assert.equal(stored!.new, 2);
    assert.deepEqual(stored!.refused.map(({ index }) => index), [0, 1, 3, 4, 5, 6, 7]);
    assert.equal(stored!.refused[0]!.message, WRONG_TIME);
    assert.equal(stored!.refused[2]!.message, WRONG_TIME);
    assert.deepEqual(await send(logger), NOTHING);
  });

  it("makes 500 variables and counts what is of others by name", async () => {
    const logger = await newLogger();
    const time = microseconds("2026-06-21T10:00:00Z");
    const sent = Array.from({ length: 503 }, (_, index) => ({
      variable: `v${index}`,
      time,
      value: index,
    }));
    assert.deepEqual(await send(logger, ...sent, { ...sent[502]!, time: time + 1 }), {
      ...NOTHING,
      new: 500,
      unknown: { v500: 1, v501: 1, v502: 2 },
    });
    assert.equal((await variables(logger)).length, 500);
    await inScope(database, alice, async (sql) => {
      assert.equal(await findOrMakeVariable(sql, logger.logger_uuid, "one more"), undefined);
      const known = await findOrMakeVariable(sql, logger.logger_uuid, "v7");
      assert.equal(known!.last_value, 7);
    });
  });

  it("makes a variable once when 20 send it at the same time", async () => {
    const logger = await newLogger();
    const at = now.subtract({ hours: 1 }).toString();
    const stored = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        send(
          logger,
          ...["a", "b", "c"].map((variable) => ({
            ...readingsAt(variable, at)[0]!,
            value: index,
          })).sort(() => index % 2 - 0.5),
        )),
    );
    assert.equal(stored.reduce((sum, one) => sum + one!.new, 0), 3);
    assert.deepEqual((await variables(logger)).map(({ name }) => name), ["a", "b", "c"]);
  });

  it("gives readings the number of the session that their time lies in", async () => {
    const logger = await newLogger();
    await database.owner`
      insert into app.logger_sessions (logger_uuid, number, started_utc, stopped_utc)
      values (${logger.logger_uuid}, 1, '2026-06-21T10:00:00Z', '2026-06-21T11:00:00Z'),
        (${logger.logger_uuid}, 2, '2026-06-21T11:30:00Z', null)`;
    const times = ["09:59:59", "10:00:00", "10:59:59", "11:00:00", "12:00:00"];
    const sent = readingsAt("power", ...times.map((time) => `2026-06-21T${time}Z`));
    await send(logger, ...sent);
    await send(logger, ...sent);
    assert.deepEqual((await newest(logger)).map(([, , number]) => number), [2, null, 1, 1, null]);
    const counts = await database.owner`
      select number, readings::int from app.logger_sessions
      where logger_uuid = ${logger.logger_uuid} order by 1`;
    assert.deepEqual([...counts], [{ number: 1, readings: 2 }, { number: 2, readings: 1 }]);
  });

  it("records what changed by runs of days, and raises the revision only then", async () => {
    const logger = await newLogger();
    const sent = readingsAt(
      "power",
      "2026-06-21T10:00:00Z",
      "2026-06-22T10:00:00Z",
      "2026-06-25T10:00:00Z",
    );
    await send(logger, ...sent);
    await send(logger, ...sent);
    const changes = await database.owner`
      select first_utc, last_utc from app.reading_changes
      where logger_uuid = ${logger.logger_uuid} order by 1`;
    assert.deepEqual([...changes], [
      { first_utc: "2026-06-21T10:00:00Z", last_utc: "2026-06-22T10:00:00Z" },
      { first_utc: "2026-06-25T10:00:00Z", last_utc: "2026-06-25T10:00:00Z" },
    ]);
    const [row] = await database.owner`
      select revision::int, last_seen_utc is not null as seen from app.loggers
      where logger_uuid = ${logger.logger_uuid}`;
    assert.deepEqual(row, { revision: 1, seen: true });
  });

  it("is for nobody with a revoked key, and for no stranger", async () => {
    const logger = await newLogger();
    const [reading] = readingsAt("power", "2026-06-21T10:00:00Z");
    await send(logger, reading!);
    await inScope(database, charlie, async (sql) => {
      assert.equal(await loggers.findLogger(sql, logger.logger_uuid), undefined);
      assert.equal((await listVariables(sql, logger.logger_uuid)).length, 0);
    });
    const attempts: ((sql: ScopedSql, uuid: string) => Promise<unknown>)[] = [
      (sql, uuid) => readings.storeReadings(sql, uuid, [reading!]),
      (sql, uuid) => readings.newestReadings(sql, uuid),
      (sql, uuid) => findOrMakeVariable(sql, uuid, "power"),
      (sql, uuid) => quartersBetween(sql, uuid, { from: 0, to: 1 }),
    ];
    for (const attempt of attempts) {
      await assert.rejects(
        inScope(database, charlie, (sql) => attempt(sql, logger.logger_uuid)),
        { code: "P0002" },
      );
    }
    const [key] = await database.owner<{ key_uuid: string }[]>`
      select key_uuid from app.logger_keys where logger_uuid = ${logger.logger_uuid}`;
    await inScope(database, alice, (sql) => revokeKey(sql, logger.logger_uuid, key!.key_uuid));
    assert.equal(await send(logger, reading!), undefined);
  });
});

describe("reading readings", () => {
  it("finds the newest of each variable, however far back they are", async () => {
    const logger = await newLogger();
    const start = now.subtract({ hours: 24 * 300 });
    const rare = Array.from({ length: 60 }, (_, place) => start.add({ hours: place * 24 }));
    const often = Array.from({ length: 60 }, (_, place) => now.subtract({ minutes: 60 - place }));
    await send(logger, ...readingsAt("rare", ...rare.map(String)));
    await send(logger, ...readingsAt("often", ...often.map(String)));
    const found = await newest(logger);
    const values = found.map(([, value]) => value);
    const fifty = Array.from({ length: 50 }, (_, place) => 59 - place);
    assert.deepEqual(
      values.toSorted((a, b) => Number(b) - Number(a)),
      fifty.flatMap((n) => [n, n]),
    );
    assert.equal((await newest(logger, { since: often[58] })).length, 2);
    assert.equal((await newest(logger, { limit: 1 })).length, 2);
    const [first] = await variables(logger);
    assert.equal((await newest(logger, { variables: [first!.variable_id] })).length, 50);
  });

  it("reads page after page by time and variable", async () => {
    const logger = await newLogger();
    const times = ["10:00:00", "10:00:10", "10:00:20"].map((time) => `2026-06-21T${time}Z`);
    await send(logger, ...readingsAt("a", ...times), ...readingsAt("b", ...times));
    const query = {
      from: Temporal.Instant.from("2026-06-21T10:00:00Z"),
      to: Temporal.Instant.from("2026-06-21T10:00:20Z"),
      limit: 3,
    };
    await inScope(database, alice, async (sql) => {
      const first = await readings.readingsBetween(sql, logger.logger_uuid, query);
      const after = first.at(-1)!;
      const rest = await readings.readingsBetween(sql, logger.logger_uuid, { ...query, after });
      assert.deepEqual([...first, ...rest].map(({ value }) => value), [0, 0, 1, 1]);
      assert.equal(new Set([...first, ...rest].map(({ variable_id }) => variable_id)).size, 2);
    });
  });
});
