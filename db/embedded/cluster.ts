import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { admit, giveTo } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { failure } from "./failure.ts";
import { chooseLauncher, type Launcher, run } from "./launcher.ts";
import { stopOrphan } from "./postmaster.ts";

/** The files of one PostgreSQL server, and how its programs are run. */
export interface Cluster {
  /** PostgreSQL's own data directory. */
  folder: string;
  log: string;
  /** Holds the superuser's password. */
  passwordFile: string;
  binaries: string;
  launcher: Launcher;
  /** The data may be lost: nothing waits for the disk. */
  throwAway: boolean;
}

/**
 * What belongs to a claimed data folder, with the rights to run PostgreSQL there. An orphan of an
 * earlier process is stopped. Throws "unavailable" where PostgreSQL cannot run.
 */
export async function openCluster(dataDir: string, throwAway: boolean): Promise<Cluster> {
  const folder = join(dataDir, "pg");
  await stopOrphan(folder);
  await removeSockets(folder);
  const launcher = await chooseLauncher(folder);
  const native = await findBinaries();
  return {
    folder,
    log: join(dataDir, "pg.log"),
    passwordFile: join(dataDir, "pg.password"),
    binaries: join(await admit(launcher, dataDir, native), "bin"),
    launcher,
    throwAway,
  };
}

/**
 * Makes the cluster if there is none: superuser `postgres` with a random password, UTF-8, text
 * sorted by code point whatever the system's locale. It gets its name only when it is complete,
 * so that an interrupted attempt leaves nothing but a folder that the next one removes.
 */
export async function initialise(cluster: Cluster, dataDir: string): Promise<void> {
  if (await isInitialised(cluster.folder)) return await giveTo(cluster.launcher, cluster.folder);
  await removeUnfinished(dataDir);
  const unfinished = await Deno.makeTempDir({ dir: dataDir, prefix: UNFINISHED });
  await writePassword(cluster.passwordFile);
  await giveTo(cluster.launcher, unfinished, cluster.passwordFile);
  const { success, said } = await run(cluster.launcher, initdb(cluster, unfinished));
  if (!success) throw failure(`PostgreSQL could not make its files in ${dataDir}`, said);
  await Deno.rename(unfinished, cluster.folder);
}

const UNFINISHED = "pg.unfinished-";

function initdb(cluster: Cluster, folder: string): string[] {
  return [
    join(cluster.binaries, "initdb"),
    `--pgdata=${folder}`,
    "--username=postgres",
    `--pwfile=${cluster.passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(cluster.throwAway ? ["--no-sync"] : []),
  ];
}

async function isInitialised(folder: string): Promise<boolean> {
  try {
    return (await Deno.stat(join(folder, "PG_VERSION"))).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Removes the sockets of servers that were killed: each start chooses another port, hence name. */
async function removeSockets(folder: string): Promise<void> {
  if (!await isInitialised(folder)) return;
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith(".s.PGSQL.")) await Deno.remove(join(folder, name));
  }
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for await (const { name } of Deno.readDir(dataDir)) {
    if (name.startsWith(UNFINISHED)) await Deno.remove(join(dataDir, name), { recursive: true });
  }
}

async function writePassword(path: string): Promise<void> {
  using file = await Deno.open(path, { create: true, truncate: true, write: true, mode: 0o600 });
  await file.write(new TextEncoder().encode(randomBytes(24).toString("hex")));
  await file.sync();
}
