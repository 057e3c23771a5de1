import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { makeLogger, readingsAt, type TestLogger } from "../../support/loggers.ts";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const now = Temporal.Now.instant().round("second");
const NAMES = Array.from({ length: 20 }, (_, place) => `v${place}`);
let logger: TestLogger;

beforeAll(async () => {
  logger = await makeLogger(database, cast.alice, cast.sites.plant);
  await makeDays(3);
  const minutes = Array.from({ length: 60 }, (_, place) => now.subtract({ minutes: place }));
  const sent = NAMES.flatMap((name) => readingsAt(name, ...minutes.map(String)));
  await storeFromDevice(owner, logger.keyHash, sent);
});

/** Makes the partitions of the last days, with readings of other variables in each. */
async function makeDays(days: number): Promise<void> {
  await owner`
    select app.make_reading_partitions(array(
      select current_date - n from generate_series(-1, ${days}::int) n), true)`;
  await owner`
    insert into app.logger_readings (variable_id, time_utc, value)
    select 1000000 + v, current_date - d + v * interval '1 minute', v
    from generate_series(1, ${days}::int) d, generate_series(1, 200) v on conflict do nothing`;
  await owner`analyze app.logger_readings`;
}

/** Returns how many blocks a statement reads, once its plans are known. */
async function blocks(text: string): Promise<number> {
  const explained = `explain (analyze, buffers, timing off, format json) ${text}`;
  return await inScope(database, cast.alice, async (sql) => {
    const plan = async () => {
      const [row] = await sql<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }[]>(
        statement(explained),
      );
      return row!["QUERY PLAN"][0].Plan;
    };
    await plan();
    const { "Shared Hit Blocks": hit, "Shared Read Blocks": read } = await plan();
    return hit! + read!;
  });
}

/** Returns the blocks of reading and storing, by name. */
const measured = async () => ({
  newest: await blocks(`select * from app.newest_readings('${logger.logger_uuid}')`),
  unchanged: await blocks(
    `select * from app.store_readings('${logger.logger_uuid}', array['v0', 'v1'], array[1, 2],
      array[${now.epochMilliseconds}000, ${now.epochMilliseconds}000], array[0, 0])`,
  ),
  hour: await blocks(
    `select * from app.readings_between('${logger.logger_uuid}', '${now.subtract({ hours: 1 })}',
      '${now}', 100)`,
  ),
});

describe("readings of a logger", () => {
  it("are read and stored in the few partitions of their times, however many there are", async () => {
    const few = await measured();
    await makeDays(60);
    const many = await measured();
    for (const [name, before] of Object.entries(few)) {
      const after = many[name as keyof typeof many];
      assert.ok(after < before * 1.25 + 20, `${name}: ${before} blocks, then ${after}`);
    }
    assert.ok(many.newest < 20 * 60, `newest: ${many.newest} blocks`);
  });
});
