import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { openDatabase, type OwnerSql } from "../../db/client.ts";
import { readHolder } from "../../db/embedded/claim.ts";
import { type Cast, makeCast } from "../support/cast.ts";
import { serverPid, temporaryFolder } from "../support/embedded.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";
import { periods } from "../support/values.ts";

const ROWS = 60_000;
const RUNS = 60;
/** What others may wait for a lock of an upload that ended badly. */
const MOST_MS = 5000;
/** Mounting needs root: elsewhere `deno task check:long` says that this was left out. */
const isRoot = process.getuid?.() === 0;

let dataDir: string;
let service: RealService;
let cast: Cast;

async function asOwner<T>(work: (sql: OwnerSql) => Promise<T>): Promise<T> {
  const database = openDatabase((await readHolder(dataDir)).url!);
  try {
    return await work(database.owner);
  } finally {
    await database.close();
  }
}

const start = () => realService({ DATA_DIR: dataDir, DATABASE_URL: "" });

/** An upload of each kind: its address, its media type and its lines. */
const UPLOADS: [path: string, type: string, lines: () => Iterable<string>][] = [
  ["generation", "text/csv", function* () {
    yield "start_utc,end_utc,generation_power_kw\n";
    for (const { start_utc, end_utc } of periods("2020-01-01T00:00:00Z", 5, ROWS)) {
      yield `${start_utc},${end_utc},1\n`;
    }
  }],
  ["forecasts", "application/x-ndjson", function* () {
    const values = periods("2026-06-21T00:00:00Z", 15, 500)
      .map((period) => ({ ...period, forecast_power_kw: 1 }));
    for (const { start_utc } of periods("2026-01-01T00:00:00Z", 60, RUNS)) {
      yield `${JSON.stringify({ timestamp_utc: start_utc, model_name: "cirrus", values })}\n`;
    }
  }],
];

/** Sends an upload; `pause` is waited for in its middle. Returns the status; undefined: it broke off. */
async function send(
  [path, type, lines]: typeof UPLOADS[number],
  pause?: Promise<void>,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const all = [...lines()];
  const half = all.length / 2;
  const encoder = new TextEncoder();
  async function* body() {
    yield encoder.encode(all.slice(0, half).join(""));
    await pause;
    yield encoder.encode(all.slice(half).join(""));
  }
  const url = `${service.origin}/api/v1/sites/${cast.sites.plant}/${path}`;
  const headers = { authorization: `Bearer ${cast.alice.token}`, "content-type": type };
  try {
    const init = { method: "POST", headers, body: ReadableStream.from(body()), signal };
    const response = await fetch(url, init);
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined; // the connection ended with the service, or by the signal
  }
}

const staged = () =>
  asOwner(async (sql) => {
    const [row] = await sql`
      select (select count(*) from app.staged_generation) + (select count(*) from app.staged_runs)
        as pieces`;
    return Number(row!.pieces);
  });

const isMoving = () =>
  asOwner(async (sql) =>
    (await sql`
      select 1 from pg_stat_activity
      where pid <> pg_backend_pid() and state = 'active' and query ~ 'app.move_(runs|generation)\\('`)
      .length > 0
  );

/** Expects that nothing is stored, and that another writer of the site need not wait. */
async function check(): Promise<void> {
  const [stored] = await asOwner((sql) =>
    sql`
      select (select count(*) from generation)::int as measured,
        (select count(*) from forecast_values)::int as forecast,
        (select count(*) from latest_forecast_values)::int as latest`
  );
  assert.deepEqual({ ...stored }, { measured: 0, forecast: 0, latest: 0 });
  const [first] = periods("2019-01-01T00:00:00Z", 15, 1);
  const before = performance.now();
  const path = `/sites/${cast.sites.plant}/generation`;
  const values = [{ ...first, generation_power_kw: 1 }];
  const response = await service.api(cast.alice.token, path, { values });
  assert.equal(response.status, 201, await response.text());
  assert.ok(performance.now() - before < MOST_MS);
  await asOwner((sql) => sql`delete from generation`);
}

describe("an upload that ends in its middle", () => {
  beforeEach(async () => {
    dataDir = temporaryFolder();
    service = await start();
    cast = await asOwner(makeCast);
  });
  afterEach(async () => {
    await service.kill("SIGINT");
    await Deno.remove(dataDir, { recursive: true });
  });

  for (const upload of UPLOADS) {
    const [name] = upload;
    it(`stores no ${name} and locks nothing when its client stops`, async () => {
      const stop = new AbortController();
      const ended = send(upload, new Promise(() => {}), stop.signal);
      await until(async () => await staged() > 0);
      stop.abort();
      assert.equal(await ended, undefined);
      await until(async () => await staged() === 0);
      await check();
    });

    it(`stores no ${name} and locks nothing when the service is killed`, async () => {
      for (const hasCome of [async () => await staged() > 0, isMoving]) {
        const ended = send(upload, hasCome === isMoving ? undefined : new Promise(() => {}));
        await until(hasCome);
        await service.kill("SIGKILL");
        await ended;
        service = await start();
        await check();
      }
      await asOwner((sql) => sql`truncate app.staged_generation, app.staged_runs`);
    });

    it(`stores no ${name}, says so and goes on when PostgreSQL is killed`, async () => {
      for (const hasCome of [async () => await staged() > 0, isMoving]) {
        const goOn = Promise.withResolvers<void>();
        const ended = send(upload, hasCome === isMoving ? undefined : goOn.promise);
        await until(hasCome);
        Deno.kill(await serverPid(dataDir), "SIGKILL");
        await until(() => staged().then((pieces) => pieces >= 0, () => false));
        goOn.resolve();
        assert.equal(await ended, 503);
        await until(() => service.api(cast.alice.token, "/me").then(({ ok }) => ok));
        await check();
      }
      assert.equal(await send(upload), 201);
    });
  }
});

describe("an upload onto a disk that becomes full", () => {
  it("stores nothing and goes on when there is room again", { skip: !isRoot }, async () => {
    const disk = temporaryFolder();
    const run = (command: string, ...args: string[]) =>
      new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output();
    await run("mount", "-t", "tmpfs", "-o", "size=220m,mode=711", "tmpfs", disk);
    dataDir = join(disk, "data");
    try {
      service = await start();
      cast = await asOwner(makeCast);
      for (const upload of UPLOADS) {
        const goOn = Promise.withResolvers<void>();
        const ended = send(upload, goOn.promise);
        await until(async () => await staged() > 0);
        await run("dd", "if=/dev/zero", `of=${join(disk, "filler")}`, "bs=1M");
        goOn.resolve();
        assert.equal(await ended, 503);
        await Deno.remove(join(disk, "filler"));
        await until(async () => await staged() === 0);
        await check();
      }
      await service.kill("SIGINT");
    } finally {
      await run("umount", "--lazy", disk);
      await Deno.remove(disk, { recursive: true });
    }
  });
});
