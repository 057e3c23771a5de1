import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { type Database, openDatabase } from "../../db/client.ts";
import { readHolder } from "../../db/embedded/claim.ts";
import { BufferingDevice, valueAt } from "../support/buffering_device.ts";
import { makeCast } from "../support/cast.ts";
import { serverPid, temporaryFolder } from "../support/embedded.ts";
import { makeLogger, type TestLogger } from "../support/loggers.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";

const SERVICE_KILLS = 20;
const POSTGRES_KILLS = 5;
const DEVICES = 4;
/** What a device measures between two kills, and in all: ten minutes. */
const SECONDS_BETWEEN = 24;
const SECONDS = SECONDS_BETWEEN * (SERVICE_KILLS + POSTGRES_KILLS);
const START = Temporal.Now.instant().round("second").subtract({ hours: 20 });

let dataDir: string;
beforeEach(() => void (dataDir = temporaryFolder()));
afterEach(() => Deno.remove(dataDir, { recursive: true }));

/** Runs `work` on the service's own database. */
async function onDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase((await readHolder(dataDir)).url!);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const start = () => realService({ DATA_DIR: dataDir, DATABASE_URL: "" });

describe("devices that buffer, while what serves them is killed", () => {
  it(`have every reading there once after ${SERVICE_KILLS} kills of the service and ${POSTGRES_KILLS} of PostgreSQL`, async () => {
    let service = await start();
    const loggers = await onDatabase(async (database) => {
      const { alice, sites } = await makeCast(database.owner);
      const made: TestLogger[] = [];
      while (made.length < DEVICES) made.push(await makeLogger(database, alice, sites.plant));
      return made;
    });
    const devices = loggers.map(({ key }) => new BufferingDevice(key, START, () => service.origin));
    const acknowledged = () => devices.reduce((sum, device) => sum + device.acknowledged, 0);
    const running = Promise.all(devices.map((device) => device.run(SECONDS)));
    const killsOfPostgres = new Set([3, 8, 13, 18, 23]);
    for (let kill = 0; kill < SERVICE_KILLS + POSTGRES_KILLS; kill++) {
      devices.forEach((device) => device.allow(SECONDS_BETWEEN));
      const enough = acknowledged() + DEVICES;
      await until(() => acknowledged() >= enough);
      if (killsOfPostgres.has(kill)) Deno.kill(await serverPid(dataDir), "SIGKILL");
      else service = await killed(service);
    }
    await running;
    await onDatabase((database) => check(database, loggers));
    const repeated = devices.reduce((sum, device) => sum + device.repeated, 0);
    console.log(`${acknowledged()} requests acknowledged, ${repeated} sent again`);
    await service.kill("SIGINT");
  });
});

async function killed(service: RealService): Promise<RealService> {
  await service.kill("SIGKILL");
  return await start();
}

/** Checks that each reading is stored once with its value, and that the loop ends its work. */
async function check({ owner }: Database, loggers: TestLogger[]): Promise<void> {
  for (const { logger_uuid } of loggers) {
    const variables = await owner<{ id: string; name: string }[]>`
      select variable_id::text as id, name from app.logger_variables
      where logger_uuid = ${logger_uuid} order by name`;
    assert.equal(variables.length, 10);
    for (const [field, { id }] of variables.entries()) {
      const rows = await owner<{ time_utc: string; value: number }[]>`
        select time_utc, value from app.logger_readings where variable_id = ${id}::bigint
        order by time_utc`;
      assert.deepEqual(
        rows.map(({ value }) => value),
        Array.from({ length: SECONDS }, (_, second) => valueAt(second, field)),
      );
      assert.equal(rows[0]!.time_utc, START.toString());
      assert.equal(rows.at(-1)!.time_utc, START.add({ seconds: SECONDS - 1 }).toString());
    }
  }
  await until(async () => {
    const [left] = await owner<{ rows: number }[]>`
      select (select count(*)::int from app.reading_changes)
        + (select count(*)::int from app.logger_work) as rows`;
    return left!.rows === 0;
  });
  const [quarters] = await owner<{ seconds: number }[]>`
    select sum(known_seconds)::float8 as seconds from app.logger_quarters`;
  assert.equal(Math.round(quarters!.seconds), DEVICES * 10 * (SECONDS - 1));
}
