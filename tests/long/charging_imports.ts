import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { MOST_ROWS as ROWS } from "../../domain/charging/import/read_table.ts";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";

const SECONDS = 10;
const MOST_MORE_MB = 100;
const EXPORTED = 100_000;
const MOST_MORE_MB_OF_EXPORT = 50;

const LINE_FEED = 10;
/** Between two looks at the preview: every few milliseconds they would take a third of the machine. */
const LOOK_MS = 250;

let database: TestDatabase;
let cast: Cast;
let service: RealService;
let dataDir: string;

const start = async () =>
  service = await realService({ DATABASE_URL: database.url, DATA_DIR: dataDir });

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-charging-" });
  await start();
});
afterAll(async () => {
  await service.kill("SIGINT");
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

/** Sessions of an hour or two, one after another, at one of 20 places. */
function file(rows: number): string {
  const beginMs = Temporal.Instant.from("2010-01-01T00:00:00Z").epochMilliseconds;
  const lines = Array.from({ length: rows }, (_, row) => {
    const ms = beginMs + row * 3 * 3_600_000;
    const [from, to] = [ms, ms + 5_400_000].map((at) =>
      Temporal.Instant.fromEpochMilliseconds(at).toString()
    );
    const kwh = (5 + row % 50).toFixed(2);
    return `${from},${to},Place ${row % 20},Network ${row % 5},AC,${kwh},${row % 9}.50,${
      row % 60
    },car`;
  });
  const header = "session_start_utc,session_end_utc,location_name,charging_network,charge_type," +
    "energy_kwh,cost,start_soc,device_id";
  return `${header}\n${lines.join("\n")}\n`;
}

interface Made {
  import_uuid: string;
  state: string;
  done: number;
  message: string | null;
  counts: Record<string, number> | null;
  result: Record<string, number> | null;
}

async function send(content: string, query = ""): Promise<Made> {
  const response = await fetch(`${service.origin}/api/v1/charging/imports?zone=UTC${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${cast.alice.token}`, "content-type": "text/csv" },
    body: content,
  });
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

const show = async ({ import_uuid }: Made): Promise<Made> =>
  await (await service.api(cast.alice.token, `/charging/imports/${import_uuid}`)).json();

const confirm = async ({ import_uuid }: Made) => {
  const path = `/charging/imports/${import_uuid}/confirm`;
  assert.equal((await service.api(cast.alice.token, path, {})).status, 200);
};

const sessions = async () => {
  const [row] = await database.owner<{ count: number }[]>`
    select count(*)::int as count from ev_charging_session`;
  return row!.count;
};

describe(`a file of ${ROWS} charging sessions`, () => {
  it(`has its preview within ${SECONDS} s and ${MOST_MORE_MB} MB`, async () => {
    await send(file(10)); // what is compiled and opened once counts for no file
    const content = file(ROWS);
    const idle = await service.megabytes();
    const begun = performance.now();
    let most = 0;
    let isOver = false;
    const watched = (async () => {
      for (; !isOver; await pause(100)) most = Math.max(most, await service.megabytes());
    })();
    const made = await send(content);
    await until(async () => {
      await pause(LOOK_MS);
      return (await show(made)).state === "checked";
    });
    const seconds = (performance.now() - begun) / 1000;
    isOver = true;
    await watched;
    console.log({ seconds, more_mb: most - idle });
    assert.equal((await show(made)).counts!.new, ROWS);
    assert.ok(seconds <= SECONDS, `${seconds} s`);
    assert.ok(most - idle <= MOST_MORE_MB, `${most - idle} MB`);
  });

  it("is stored to its end, each row once, by a service that is killed twice", async () => {
    const made = await send(file(ROWS), "&confirm=true");
    for (const least of [1, ROWS / 2]) {
      await until(async () => {
        const { state, done } = await show(made);
        return state === "stored" || (state === "storing" && done >= least);
      });
      await service.kill("SIGKILL");
      await start();
    }
    await confirm(made);
    const begun = performance.now();
    await until(async () => (await show(made)).state === "stored");
    console.log({ seconds_for_the_rest: (performance.now() - begun) / 1000 });
    const { result } = await show(made);
    assert.deepEqual(result, { added: ROWS, updated: 0, skipped: 0, failed: 0 });
    assert.equal(await sessions(), ROWS);

    const undone = await service.api(
      cast.alice.token,
      `/charging/imports/${made.import_uuid}/undo`,
      {},
    );
    assert.equal((await undone.json()).removed, ROWS);
    assert.equal(await sessions(), 0);
  });
});

describe(`a file of ${EXPORTED} stored sessions`, () => {
  it(`is sent in ${MOST_MORE_MB_OF_EXPORT} MB`, async () => {
    // The costs of each would be counted otherwise.
    await database.owner`alter table ev_charging_session disable trigger user`;
    await database.owner`
      insert into ev_charging_session (device_id, energy_kwh, session_start_utc, location_name, note,
        site_group_uuid)
      select 'van', n % 50, timestamptz '2026-06-21Z' - make_interval(hours => n), 'Place ' || n % 300,
        repeat('long ', 10), ${cast.charlie.site_group_uuid}
      from generate_series(1, ${EXPORTED}) n`;
    await database.owner`alter table ev_charging_session enable trigger user`;
    const idle = await service.megabytes();
    const path = "/charging/sessions?format=csv";
    const { body } = await service.api(cast.charlie.token, path);
    let [lines, most, pieces] = [0, 0, 0];
    for await (const bytes of body!) {
      lines += bytes.reduce((count, byte) => byte === LINE_FEED ? count + 1 : count, 0);
      if (pieces++ % 20 === 0) most = Math.max(most, await service.megabytes());
    }
    console.log({ more_mb: most - idle });
    assert.equal(lines, 1 + EXPORTED);
    assert.ok(most - idle <= MOST_MORE_MB_OF_EXPORT, `${most - idle} MB`);
  });
});
