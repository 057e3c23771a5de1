import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Import } from "../../domain/imports/import.ts";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";

const ROWS = 1_000_000;
const SECONDS = 60;
const MOST_MORE_MB = 150;
const STEP_S = 300;
/** Rows of the file whose import is killed: enough for several pieces. */
const KILLED_ROWS = 100_000;

let database: TestDatabase;
let cast: Cast;
let service: RealService;
let dataDir: string;

const start = async () =>
  service = await realService({ DATABASE_URL: database.url, DATA_DIR: dataDir });

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-imports-" });
  await start();
});
afterAll(async () => {
  await service.kill("SIGINT");
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

/** A file of values of five minutes, which end at the end of 2025. */
async function* file(rows: number): AsyncGenerator<string> {
  const endS = Temporal.Instant.from("2026-01-01T00:00:00Z").epochMilliseconds / 1000;
  const text = (seconds: number) =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
  yield "start,end,Generation (kW)\n";
  for (let row = 0; row < rows;) {
    const lines: string[] = [];
    for (const last = Math.min(rows, row + 5000); row < last; row++) {
      const at = endS - (rows - row) * STEP_S;
      const kw = Math.max(0, 20 * Math.sin((at % 86_400) / 86_400 * 2 * Math.PI - Math.PI / 2));
      lines.push(`${text(at)},${text(at + STEP_S)},${kw.toFixed(3)}`);
    }
    yield lines.join("\n") + "\n";
  }
}

const encoded = (rows: number) =>
  Array.fromAsync(file(rows), (text) => new TextEncoder().encode(text));

/** Sends pieces of a file that were made before, so that making them takes nobody's time. */
async function send(pieces: Uint8Array<ArrayBuffer>[], query: string): Promise<Import> {
  const response = await fetch(
    `${service.origin}/api/v1/imports?site_uuid=${cast.sites.plant}${query}`,
    {
      method: "POST",
      headers: { authorization: `Bearer ${cast.alice.token}`, "content-type": "text/csv" },
      body: ReadableStream.from(pieces),
    },
  );
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

const show = async ({ import_uuid }: Import): Promise<Import> =>
  await (await service.api(cast.alice.token, `/imports/${import_uuid}`)).json();

/** Milliseconds that requests of a stranger's page take, one after another, until `isOver`. */
async function pings(isOver: () => boolean): Promise<number[]> {
  const found: number[] = [];
  while (!isOver()) {
    const begun = performance.now();
    const response = await service.api(cast.charlie.token, "/sites");
    await response.bytes();
    found.push(performance.now() - begun);
    await pause(20);
  }
  return found.sort((a, b) => a - b);
}

const p99 = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.99)]!;

describe("the import of a large file", () => {
  it(`of ${ROWS} rows takes ${SECONDS} s and ${MOST_MORE_MB} MB, while others are served`, async () => {
    const pieces = await encoded(ROWS);
    let count = 0;
    const alone = p99(await pings(() => ++count > 200));
    const idle = await service.megabytes();
    const begun = performance.now();
    let [state, most] = ["", 0];
    const seconds: Record<string, number> = {};
    const watched = pings(() => state === "stored" || state === "failed");
    const made = await send(pieces, "&confirm=true");
    while (state !== "stored" && state !== "failed") {
      const found = await show(made);
      if (found.state !== state) seconds[found.state] = (performance.now() - begun) / 1000;
      state = found.state;
      most = Math.max(most, await service.megabytes());
      if (state === "failed") console.log(found.message, service.log());
      await pause(200);
    }
    const beside = p99(await watched);
    const { preview, result } = await show(made);
    console.log({ seconds, more_mb: most - idle, p99_alone_ms: alone, p99_beside_ms: beside });
    assert.equal(result!.inserted, ROWS);
    assert.equal(preview!.counts.new, ROWS);

    const undoing = performance.now();
    const undone = await service.api(cast.alice.token, `/imports/${made.import_uuid}/undo`, {});
    assert.equal(undone.status, 200, await undone.clone().text());
    await until(async () => (await show(made)).state === "undone");
    const [left] = await database.owner<{ rows: number }[]>`
      select count(*)::int as rows from generation`;
    assert.equal(left!.rows, 0);
    console.log({ undo_seconds: (performance.now() - undoing) / 1000 });
    assert.ok(seconds.stored! <= SECONDS, `${seconds.stored} s`);
    assert.ok(most - idle <= MOST_MORE_MB, `${most - idle} MB`);
  });
});

describe("an import whose process is killed", () => {
  /** Kills the service once an import is in a state and has come so far, and starts it again. */
  async function killIn(made: Import, state: string, least: number) {
    await until(async () => {
      const found = await show(made);
      return found.state !== state && state === "checking" && found.state !== "proposed" ||
        found.state === state && found.done >= least;
    });
    await service.kill("SIGKILL");
    await start();
  }

  it("while it is sent leaves nothing in generation, and expires", async () => {
    const slow = async function* () {
      for await (const text of file(KILLED_ROWS)) {
        yield text;
        await pause(50);
      }
    };
    const sending = fetch(`${service.origin}/api/v1/imports?site_uuid=${cast.sites.plant}`, {
      method: "POST",
      headers: { authorization: `Bearer ${cast.alice.token}` },
      body: ReadableStream.from(slow()).pipeThrough(new TextEncoderStream()),
    }).then(() => "sent", () => "broken off");
    await until(async () => {
      const [row] = await database.owner`
        select 1 from app.imports where state = 'uploading' and bytes > 0`;
      return row !== undefined;
    });
    await service.kill("SIGKILL");
    await start();
    assert.equal(await sending, "broken off");
    const [left] = await database.owner<{ rows: number; late: number }[]>`
      select (select count(*)::int from generation) as rows, count(*)::int as late
      from app.imports where state = 'uploading' and expires_utc < now() + interval '25 hours'`;
    assert.deepEqual(left, { rows: 0, late: 1 });
  });

  it("is checked and stored to its end, each row once", async () => {
    const made = await send(await encoded(KILLED_ROWS), "&confirm=true");
    await killIn(made, "checking", 1);
    await killIn(made, "storing", 1);
    await killIn(made, "storing", KILLED_ROWS / 2);
    await until(async () => (await show(made)).state === "stored");
    const { result, batch_id } = await show(made);
    const counts = { inserted: KILLED_ROWS, unchanged: 0, conflicting: 0, replaced: 0 };
    assert.deepEqual(result, counts);
    const [stored] = await database.owner<{ rows: number; of_batch: number }[]>`
      select count(*)::int as rows, (count(*) filter (where batch_id = ${batch_id}))::int as of_batch
      from generation`;
    assert.deepEqual(stored, { rows: KILLED_ROWS, of_batch: KILLED_ROWS });
  });
});
