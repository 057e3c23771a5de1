import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { addRuns, makeSites, VALUES_OF_RUN } from "../../bench/fill.ts";
import { copyIn, copyOut } from "../../db/backup/copy.ts";
import { makePartitions, withoutTriggers } from "../../db/backup/load.ts";
import { listTables } from "../../db/backup/tables.ts";
import { connect } from "../../db/client.ts";
import { openEntries, readManifest } from "../../service/backup/archive_reader.ts";
import { inUnusedDatabase } from "../support/backup.ts";
import { ownCast } from "../support/setup.ts";

const VALUES = Number(Deno.env.get("BACKUP_VALUES") ?? 1_000_000);
const SITES = 130;
const MOST_MEGABYTES = 150;
const PERMISSIONS = ["-E", "-N", "-R", "-S", "-W", "--allow-run"];

const { database } = await ownCast();
const { owner, url } = database;
let folder: string;
let path: string;
beforeAll(async () => {
  const [group] = await owner<{ site_group_uuid: string }[]>`
    insert into site_groups (site_group_name) values ('Bench') returning site_group_uuid`;
  await makeSites(owner, group!.site_group_uuid, SITES);
  await addRuns(owner, 0, Math.ceil(VALUES / SITES / VALUES_OF_RUN));
  folder = await Deno.makeTempDir({ prefix: "sitecast-large-" });
  path = join(folder, "large.tar.gz");
});
afterAll(() => Deno.remove(folder, { recursive: true }));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Runs the command of `deno task NAME` on a file and returns the most memory that it had, in MB. */
async function memoryOf(name: string, databaseUrl: string): Promise<number> {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const flags = tasks[name].command.split(" ").filter((word: string) => word.startsWith("--v8"));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...flags, ...PERMISSIONS, `tasks/${name}.ts`, path],
    env: { DATABASE_URL: databaseUrl },
    stdout: "null",
  }).spawn();
  let most = 0;
  const look = setInterval(() => most = Math.max(most, peakOf(child.pid) ?? 0), 50);
  const { code } = await child.status;
  clearInterval(look);
  assert.equal(code, 0);
  return most / 1024;
}

/** Returns the peak of a process's memory in KB; undefined once it has ended. */
function peakOf(pid: number): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes);
  } catch (error) {
    assert.ok(error instanceof Deno.errors.NotFound || /No such process/.test(String(error)));
  }
}

/** Reads all tables by COPY, and does nothing with them. */
async function plainCopyOut(): Promise<void> {
  const sql = connect(url, { max: 1 });
  await sql.begin(async (tx) => {
    for (const table of await listTables(tx)) for await (const _ of copyOut(tx, table));
  });
  await sql.end();
}

/** Fills all tables by COPY from the file, and checks nothing. */
async function plainCopyIn(target: string): Promise<void> {
  const { tables } = await readManifest(path);
  const sql = connect(target, { max: 1 });
  await withoutTriggers(sql, async (tx) => {
    await makePartitions(tx, tables);
    await using entries = openEntries(path);
    for (const table of tables) {
      await copyIn(
        tx,
        table,
        (async function* () {
          for (const _ of table.parts) yield* (await entries.all.next()).value!.bytes;
        })(),
      );
    }
  });
  await sql.end();
}

describe(`${VALUES} forecast values`, () => {
  it("are backed up at least half as fast as COPY reads them, in little memory", async () => {
    let memory = 0;
    const backup = await seconds(async () => memory = await memoryOf("backup", url));
    const copy = await seconds(plainCopyOut);
    console.log({ backup, copy, memory });
    assert.ok(copy / backup >= 0.5, `${backup} s, COPY alone ${copy} s`);
    assert.ok(memory <= MOST_MEGABYTES, `${memory} MB`);
  });

  it("are restored at least half as fast as COPY writes them, in little memory", async () => {
    let memory = 0;
    let restore = 0;
    await inUnusedDatabase(async (target) => {
      restore = await seconds(async () => memory = await memoryOf("restore", target));
    });
    await inUnusedDatabase(async (target) => {
      const copy = await seconds(() => plainCopyIn(target));
      console.log({ restore, copy, memory });
      assert.ok(copy / restore >= 0.5, `${restore} s, COPY alone ${copy} s`);
    });
    assert.ok(memory <= MOST_MEGABYTES, `${memory} MB`);
  });
});
