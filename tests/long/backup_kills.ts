import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { addRuns, makeSites } from "../../bench/fill.ts";
import { connect, type OwnerSql } from "../../db/client.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { restorableRows } from "../support/backup.ts";
import { ownCast } from "../support/setup.ts";
import { runTask } from "../support/task.ts";
import { until } from "../support/until.ts";

const KILLS = 10;
const PERMISSIONS = ["-E", "-N", "-R", "-S", "-W", "--allow-run"];

const { database } = await ownCast();
const { owner, url } = database;
let folder: string;
let path: string;
let rows: string[];
beforeAll(async () => {
  const [group] = await owner<{ site_group_uuid: string }[]>`
    insert into site_groups (site_group_name) values ('Bench') returning site_group_uuid`;
  await makeSites(owner, group!.site_group_uuid, 20);
  await addRuns(owner, 0, 20);
  folder = await Deno.makeTempDir({ prefix: "sitecast-kills-" });
  path = join(folder, "all.tar.gz");
  rows = await restorableRows(owner);
});
afterAll(() => Deno.remove(folder, { recursive: true }));

/** Starts a task that is to be killed. */
function start(name: string, databaseUrl: string, file: string) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...PERMISSIONS, `tasks/${name}.ts`, file],
    env: { NO_COLOR: "1", DATABASE_URL: databaseUrl },
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** Kills the process once `isDue`, or when it has ended before. */
async function killWhen(child: Deno.ChildProcess, isDue: () => Promise<boolean>): Promise<void> {
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  await until(async () => hasEnded || await isDue());
  if (!hasEnded) child.kill("SIGKILL");
  await child.status;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await Deno.stat(file)).size;
  } catch (error) {
    assert.ok(error instanceof Deno.errors.NotFound);
    return 0;
  }
}

describe(`${KILLS} kills of a backup`, () => {
  it("leave no file of its name, no changed row, and nothing in the way of the next one", async () => {
    const whole = join(folder, "whole.tar.gz");
    assert.equal((await runTask("backup", [whole], { DATABASE_URL: url })).code, 0);
    const size = await sizeOf(whole);
    for (let kill = 0; kill < KILLS; kill++) {
      const bytes = size * kill / KILLS;
      await killWhen(start("backup", url, path), async () => await sizeOf(`${path}.part`) > bytes);
      assert.equal(await sizeOf(path), 0, `after ${bytes} bytes`);
    }
    assert.deepEqual(await restorableRows(owner), rows);
    assert.equal((await runTask("backup", [path], { DATABASE_URL: url })).code, 0);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "all.tar.gz",
      "whole.tar.gz",
    ]);
  });
});

describe(`${KILLS} kills of a restore`, () => {
  it("leave a database without rows, which the next restore fills", async () => {
    const target = await emptyDatabase();
    const sql = connect(target, { max: 1, settings: { application_name: "watcher" } }) as OwnerSql;
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        await killWhen(start("restore", target, path), () => hasReached(sql, kill));
        await until(async () => (await others(sql)) === 0);
        assert.deepEqual(await restorableRows(sql), [], `after kill ${kill}`);
      }
      const { code, err } = await runTask("restore", [path], { DATABASE_URL: target });
      assert.deepEqual([code, err], [0, ""]);
      assert.deepEqual(await restorableRows(sql), rows);
    } finally {
      await sql.end();
      await dropDatabase(target);
    }
  });
});

/** Returns the number of other connections to the database. */
async function others(sql: OwnerSql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'sitecast'`;
  return row!.n;
}

/** Whether a restore has come so far: migrations first, then ever more bytes of the copy. */
async function hasReached(sql: OwnerSql, step: number): Promise<boolean> {
  if (step < 3) {
    const [table] = await sql`select to_regclass('app.migrations') is not null as there`;
    if (!table!.there) return false;
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from app.migrations`;
    return row!.n > step * 10;
  }
  const [copy] = await sql<{ tuples: string }[]>`
    select tuples_processed as tuples from pg_stat_progress_copy where datname = current_database()`;
  return Number(copy?.tuples ?? -1) > (step - 3) * 700;
}
