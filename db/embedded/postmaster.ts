import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { failure } from "./failure.ts";
import { OURSELVES, run } from "./launcher.ts";

const PATIENCE_MS = 60_000;

/** What a server's postmaster.pid says: process, port, and whether it takes connections. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/**
 * Reads `postmaster.pid` of a cluster folder; undefined when there is none.
 * Its lines: https://www.postgresql.org/docs/18/storage-file-layout.html and miscadmin.h.
 */
export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await Deno.readTextFile(join(folder, "postmaster.pid"))).split("\n");
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      ready: lines[7]?.trim() === "ready",
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Makes way for a new server in a claimed folder: whatever still runs there has lost its Sitecast.
 * Throws "unavailable" when it does not end within a minute.
 */
export async function stopOrphan(folder: string): Promise<void> {
  const orphan = await readPostmaster(folder);
  if (!orphan) return;
  if (!(await serves(orphan.pid, folder))) return await disown(folder);
  interrupt(orphan.pid);
  const deadline = performance.now() + PATIENCE_MS;
  while (await serves(orphan.pid, folder)) {
    if (performance.now() > deadline) {
      throw failure(
        `An earlier PostgreSQL (process ${orphan.pid}) in ${folder} does not end`,
        "it was asked to a minute ago.",
      );
    }
    await delay(25);
  }
}

function interrupt(pid: number): void {
  try {
    Deno.kill(pid, "SIGINT");
  } catch (error) {
    // Ended by itself just now.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function serves(pid: number, folder: string): Promise<boolean> {
  const ask = Deno.build.os === "linux"
    ? ["cat", `/proc/${pid}/cmdline`]
    : ["ps", "-ww", "-o", "args=", "-p", `${pid}`];
  const words = (await run(OURSELVES, ask)).said.replaceAll("\0", " ");
  return words.includes(`postgres -D ${folder} `);
}

/**
 * After a crash the file's process number may be anybody's by now, and PostgreSQL would refuse to
 * start. The number of its parent is the one that it passes over while it still checks that no
 * process of the old server is left (CreateLockFile in PostgreSQL's miscinit.c). A file that is
 * gone was taken away by the old server, whose last act that is.
 */
async function disown(folder: string): Promise<void> {
  const path = join(folder, "postmaster.pid");
  try {
    const lines = (await Deno.readTextFile(path)).split("\n");
    await Deno.writeTextFile(path, [Deno.pid, ...lines.slice(1)].join("\n"));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
