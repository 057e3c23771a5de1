import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import { describe, it } from "@std/testing/bdd";
import { openDatabase, type OwnerSql } from "../../db/client.ts";
import { readHolder } from "../../db/embedded/claim.ts";
import { makeCast } from "../support/cast.ts";
import { temporaryFolder } from "../support/embedded.ts";
import { realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";
import { Writers } from "../support/writers.ts";
import { liftTokenLimits } from "../support/token_limits.ts";

const DISK_MB = 250;
const LEFT_MB = [6, 0];
const REFUSALS = 20;
/** Mounting needs root: elsewhere `deno task check:long` says that this was left out. */
const isRoot = process.getuid?.() === 0;

async function run(command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.equal(code, 0, text(stderr));
  return text(stdout);
}

async function freeMb(folder: string): Promise<number> {
  const text = await run("df", "--output=avail", "--block-size=1M", folder);
  return Number(text.trim().split("\n").at(-1));
}

/** Writes zeros; fewer where the disk is full before, since the writers use it, too. */
async function fill(path: string, megabytes: number): Promise<void> {
  const args = ["if=/dev/zero", `of=${path}`, "bs=1M", `count=${megabytes}`];
  await new Deno.Command("dd", { args, stderr: "null" }).output();
}

async function asOwner<T>(dataDir: string, work: (sql: OwnerSql) => Promise<T>): Promise<T> {
  const database = openDatabase((await readHolder(dataDir)).url!);
  try {
    return await work(database.owner);
  } finally {
    await database.close();
  }
}

describe(`a disk that is full but for ${LEFT_MB.join(" and ")} MB`, () => {
  it("refuses with 503 and a sentence, loses nothing, and goes on when there is room", {
    skip: !isRoot,
  }, async () => {
    const disk = temporaryFolder();
    await run("mount", "-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=711`, "tmpfs", disk);
    const dataDir = join(disk, "data");
    const filler = join(disk, "filler");
    try {
      const service = await realService({ DATA_DIR: dataDir, DATABASE_URL: "" });
      const cast = await asOwner(dataDir, makeCast);
      await asOwner(dataDir, liftTokenLimits);
      const sentences = new Map<string, number>();
      const writers = new Writers(cast.sites.plant, 4, async (path, body) => {
        const response = await service.api(cast.alice.token, path, body);
        if (response.status !== 503) return response;
        const problem = await response.json();
        assert.ok(response.headers.get("retry-after"), "a 503 says when to try again");
        assert.match(problem.detail, /\.$/);
        sentences.set(problem.detail, (sentences.get(problem.detail) ?? 0) + 1);
        return Response.json(problem, { status: 503 });
      });
      const more = async (count: number) => {
        const enough = writers.acknowledged.length + count;
        await until(() => writers.acknowledged.length >= enough);
      };
      for (const left of LEFT_MB) {
        await more(20);
        await fill(filler, await freeMb(disk) - left);
        const enough = writers.refused + REFUSALS;
        await until(() => writers.refused >= enough);
        await Deno.remove(filler);
        await more(20);
      }
      await writers.end();
      await asOwner(dataDir, (sql) => writers.check(sql));
      console.log(`${writers.acknowledged.length} acknowledged, ${writers.refused} refused`);
      console.log(Object.fromEntries(sentences));
      assert.ok(sentences.size > 0);
      await service.kill("SIGINT");
    } finally {
      await run("umount", "--lazy", disk);
      await Deno.remove(disk, { recursive: true });
    }
  });
});
