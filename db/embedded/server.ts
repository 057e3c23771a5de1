import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { failure } from "./failure.ts";
import { command } from "./launcher.ts";
import { readPostmaster } from "./postmaster.ts";

const START_LIMIT_MS = 300_000;
const LOG_LIMIT_BYTES = 1_000_000;
const PORT_ATTEMPTS = 5;

/** A running PostgreSQL of this process. */
export interface Server {
  port: number;
  /** The path of its Unix socket, which costs half as much as TCP; undefined where it has none. */
  socket?: string;
  /** Resolves when the server is gone, for whatever reason. */
  ended: Promise<void>;
  /** Ends open transactions, writes everything to disk and waits until the server is gone. */
  stop(): Promise<void>;
}

/** Not lz4 for WAL and TOAST: the programs from npm are built without it. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  max_connections: "50",
  jit: "off",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};

/** For data that nobody will miss. */
const IN_HASTE = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "400",
};

/** Bytes of the longest path of a socket (unix(7): sun_path of 108 on Linux, 104 on macOS). */
const LONGEST_SOCKET = 103;

/**
 * The path of the socket of a server on a port, in its own folder, which no other account may enter.
 * Undefined when that would be too long, and on Windows, where PostgreSQL needs a folder on C:.
 */
function socketOf({ folder }: Cluster, port: number): string | undefined {
  const path = join(folder, `.s.PGSQL.${port}`);
  const fits = new TextEncoder().encode(path).byteLength <= LONGEST_SOCKET;
  return fits && Deno.build.os !== "windows" ? path : undefined;
}

/** Starts PostgreSQL on 127.0.0.1 (a free port, unless one is named) and waits until it answers. */
export async function startServer(cluster: Cluster, port?: number): Promise<Server> {
  for (let attempt = 1;; attempt++) {
    const process = await spawn(cluster, port ?? freePort());
    const outcome = await ready(process, cluster);
    if (typeof outcome === "number") {
      return { ...process, port: outcome, socket: socketOf(cluster, outcome) };
    }
    const taken = outcome.includes("could not create any TCP/IP sockets");
    if (!taken || attempt === PORT_ATTEMPTS) {
      throw failure(`PostgreSQL did not start (its log: ${cluster.log})`, outcome);
    }
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

interface Process {
  pid: number;
  isRunning(): boolean;
  ended: Promise<void>;
  logStart: number;
  stop(): Promise<void>;
}

async function spawn(cluster: Cluster, port: number): Promise<Process> {
  const log = await openLog(cluster);
  const child = command(cluster.launcher, words(cluster, port), {
    stdout: "null",
    stderr: "null",
    // A session of its own: Ctrl-C reaches the service alone, which then stops the server in order.
    detached: true,
  }).spawn();
  child.unref();
  let running = true;
  const ended = child.status.then(() => {
    running = false;
  });
  async function stop() {
    child.ref();
    if (running) child.kill("SIGINT");
    await ended;
  }
  return { pid: child.pid, isRunning: () => running, ended, logStart: log.size, stop };
}

function words(cluster: Cluster, port: number): string[] {
  const settings = Object.entries({
    ...SETTINGS,
    // In double quotes, since a comma would part two folders.
    unix_socket_directories: socketOf(cluster, port) ? `"${cluster.folder}"` : "",
    shared_buffers: `${sharedBuffers()}MB`,
    ...(cluster.throwAway ? IN_HASTE : {}),
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const postgres = join(cluster.binaries, "postgres");
  const server = [postgres, "-D", cluster.folder, "-p", `${port}`, ...settings];
  return ["sh", "-c", 'exec "$@" 2>>"$0"', cluster.log, ...server];
}

/** A quarter of the memory, from 128 MB to 1 GB. */
function sharedBuffers(): number {
  const quarter = Math.floor(Deno.systemMemoryInfo().total / 4 / 2 ** 20);
  return Math.min(1024, Math.max(128, quarter));
}

async function openLog({ log, launcher }: Cluster): Promise<{ size: number }> {
  using file = await Deno.open(log, { create: true, append: true, mode: 0o600 });
  if (launcher.account) await Deno.chown(log, launcher.account.uid, launcher.account.gid);
  const { size } = await file.stat();
  if (size < LOG_LIMIT_BYTES) return { size };
  await file.truncate(0);
  return { size: 0 };
}

/** The port once connections are taken, or what the server said when it ended instead. */
async function ready(process: Process, { folder, log }: Cluster): Promise<number | string> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (process.isRunning()) {
    const postmaster = await readPostmaster(folder);
    if (postmaster?.pid === process.pid && postmaster.ready) return postmaster.port;
    if (performance.now() > deadline) await process.stop();
    else await delay(25);
  }
  return new TextDecoder().decode((await Deno.readFile(log)).subarray(process.logStart));
}
