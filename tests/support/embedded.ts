import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import postgres from "postgres";
import { startEmbedded } from "../../db/embedded/embedded.ts";

const PERMISSIONS = ["net", "env", "read", "write", "run", "sys"].map((name) => `--allow-${name}`);
const PROGRAM = new URL("./hold_embedded.ts", import.meta.url).href;

/** A folder that any account may enter: as root PostgreSQL may run as another. */
export function temporaryFolder(): string {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "sitecast-embedded-" }));
  Deno.chmodSync(folder, 0o711);
  return folder;
}

/** Another process, with exactly the service's permissions, that has the embedded database. */
export function hold(
  mode: "start" | "use" | "throw-away",
  dataDir: string,
  env: Record<string, string> = {},
) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...PERMISSIONS, PROGRAM, mode, dataDir],
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return {
    pid: child.pid,
    /** The URL once the server runs; undefined when the program ended instead. */
    url: output.read().then(({ value }) => value?.trim()),
    said: new Response(child.stderr).text(),
    async end(): Promise<void> {
      await child.stdin.close();
      await child.status;
    },
    /** Kills it, so that it cannot clean up. */
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}

/** Starts the server of a folder, and stops it after `run`. */
export async function serving(dataDir: string, run: (url: string) => Promise<void>) {
  const { url, stop } = await startEmbedded(dataDir);
  try {
    await run(url);
  } finally {
    await stop();
  }
}

/** The rows of one query on a connection of its own. */
export async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    return [...await sql.unsafe(text)];
  } finally {
    await sql.end();
  }
}

/** The same as the superuser of the server at `url`. */
export async function askAsSuperuser(dataDir: string, url: string, text: string) {
  const password = await Deno.readTextFile(join(dataDir, "pg.password"));
  const { port } = new URL(url);
  return await ask(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, text);
}

/** The process number of the folder's server. */
export async function serverPid(dataDir: string): Promise<number> {
  return parseInt(await Deno.readTextFile(join(dataDir, "pg", "postmaster.pid")));
}

/**
 * Returns whether the process runs; one that has ended and waits for its parent (a zombie) does not.
 */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return Deno.build.os !== "linux" || !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z");
  } catch (error) {
    assert.match(String((error as NodeJS.ErrnoException).code), /ESRCH|ENOENT/);
    return false;
  }
}
