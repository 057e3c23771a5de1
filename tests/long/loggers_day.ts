import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeLogger, type TestLogger } from "../support/loggers.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";

const LOGGERS = 12;
const FIELDS = 20;
const INTERVAL_S = 10;
/** Lines of a request: 5,000 readings. */
const LINES = 250;
const REQUESTS = Math.floor(24 * 3600 / INTERVAL_S / LINES);
/** The day is sent so often: the first times warm the process up. */
const ROUNDS = 5;
/** By which the memory of a process with a garbage collector differs from moment to moment. */
const NOISE_MB = 30;
const START = Temporal.Now.instant().round("second").subtract({ hours: 24 });

let database: TestDatabase;
let service: RealService;
let dataDir: string;
let loggers: TestLogger[];

beforeAll(async () => {
  database = await testDatabase();
  const { alice, sites } = await makeCast(database.owner);
  loggers = [];
  while (loggers.length < LOGGERS) {
    loggers.push(await makeLogger(database, alice, sites.plant));
  }
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-loggers-" });
  service = await realService({ DATABASE_URL: database.url, DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill("SIGINT");
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

/** Returns the lines of a request of 5,000 readings, `first` intervals after the start. */
function lines(first: number): string {
  return Array.from({ length: LINES }, (_, line) => {
    const fields = Array.from({ length: FIELDS }, (_, field) => `f${field}=${line + field / 8}`);
    const time = START.add({ seconds: (first + line) * INTERVAL_S });
    return `m ${fields.join()} ${time.epochMilliseconds}`;
  }).join("\n");
}

async function send({ key }: TestLogger, body: string): Promise<void> {
  const response = await fetch(`${service.origin}/api/v2/write?precision=ms`, {
    method: "POST",
    headers: { authorization: `Token ${key}` },
    body,
  });
  assert.equal(response.status, 204, await response.text());
}

describe("a day of readings in fast motion", () => {
  it("is stored and counted in level memory", async () => {
    const least: number[] = [];
    const begun = performance.now();
    for (let request = 0; request < REQUESTS * ROUNDS; request++) {
      const body = lines(request % REQUESTS * LINES);
      for (const logger of loggers) await send(logger, body);
      const tenth = Math.floor(request / REQUESTS / ROUNDS * 10);
      least[tenth] = Math.min(least[tenth] ?? Infinity, await service.megabytes());
    }
    const seconds = (performance.now() - begun) / 1000;
    await until(async () => {
      const [left] = await database.owner<{ rows: number }[]>`
        select (select count(*)::int from app.reading_changes)
          + (select count(*)::int from app.logger_work) as rows`;
      return left!.rows === 0;
    });
    const [stored] = await database.owner<{ readings: number; quarters: number }[]>`
      select (select count(*)::int from app.logger_readings) as readings,
        (select count(*)::int from app.logger_quarters) as quarters`;
    const wanted = LOGGERS * FIELDS * REQUESTS * LINES;
    assert.equal(stored!.readings, wanted);
    assert.ok(stored!.quarters >= LOGGERS * FIELDS * 94);
    const rate = Math.round(wanted * ROUNDS / seconds).toLocaleString("en-US");
    console.log(`${rate} readings a second; MB by tenths: ${least.map(Math.round).join(", ")}`);
    assert.ok(least[9]! <= least[5]! + NOISE_MB, `MB by tenths: ${least.join(", ")}`);
  });
});
