import { setTimeout as delay } from "node:timers/promises";
import { type Claim, claimFolder, heldByAnother, readHolder } from "./claim.ts";
import { initialise, openCluster } from "./cluster.ts";
import { explained } from "./failure.ts";
import { keepServing } from "./keeper.ts";
import { answers, prepareLogin } from "./login.ts";

const PATIENCE_MS = 60_000;
/** A holder that is just ending, or whose child was being started when it was killed, lets go soon. */
const HANDOVER_MS = 1500;

/** PostgreSQL from npm's binaries on 127.0.0.1. */
export interface EmbeddedDatabase {
  /** URL of the login `sitecast`: owner of the database `sitecast`, createrole, no superuser. */
  url: string;
  /** The path of its Unix socket, where this process started it and the system has one. */
  socket?: string;
  /** Stops the server if this process started it, and waits until it is gone. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in `${dataDir}/pg`, and makes folder, cluster, login and database on first
 * use. Throws "unavailable" when another Sitecast process has the folder, and with what
 * PostgreSQL or the system said when it cannot start.
 */
export function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  return explained(cannotRun(dataDir), async () => {
    const deadline = performance.now() + HANDOVER_MS;
    let claim = await claimFolder(dataDir);
    while (!claim && performance.now() < deadline) {
      await delay(50);
      claim = await claimFolder(dataDir);
    }
    if (!claim) throw await heldByAnother(dataDir);
    return await serve(claim);
  });
}

/**
 * The running server of `dataDir`, which `stop` then leaves running, else one of our own, as
 * startEmbedded makes it. Throws "unavailable" as that does, and when the folder's holder doesn't
 * serve within a minute.
 */
export function useEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  return explained(cannotRun(dataDir), async () => {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const claim = await claimFolder(dataDir);
      if (claim) return await serve(claim);
      const { url } = await readHolder(dataDir);
      if (url && await answers(url)) return { url, stop: () => Promise.resolve() };
      await delay(25);
    }
    throw await heldByAnother(dataDir);
  });
}

/**
 * A server for tests in a temporary folder that `stop` deletes. It doesn't wait for the disk, and
 * its login may create databases too.
 */
export async function startThrowAway(): Promise<EmbeddedDatabase> {
  await using undo = new AsyncDisposableStack();
  const dataDir = await Deno.makeTempDir({ prefix: "sitecast-" });
  undo.defer(() => Deno.remove(dataDir, { recursive: true }));
  const claim = await claimFolder(dataDir);
  if (!claim) throw await heldByAnother(dataDir);
  const database = await serve(claim, true);
  undo.defer(() => database.stop());
  return stoppable(database, undo.move());
}

const cannotRun = (dataDir: string) => `PostgreSQL cannot run in the data folder ${dataDir}`;

async function serve(claim: Claim, throwAway = false): Promise<EmbeddedDatabase> {
  await using undo = new AsyncDisposableStack();
  undo.defer(() => claim.release());
  const cluster = await openCluster(claim.dataDir, throwAway);
  await initialise(cluster, claim.dataDir);
  const server = await keepServing(cluster);
  undo.defer(() => server.stop());
  const url = await prepareLogin(cluster, server.port);
  await claim.publish(url);
  return stoppable({ url, socket: server.socket }, undo.move());
}

function stoppable(
  { url, socket }: Omit<EmbeddedDatabase, "stop">,
  resources: AsyncDisposableStack,
): EmbeddedDatabase {
  let stopped: Promise<void> | undefined;
  return { url, socket, stop: () => stopped ??= resources.disposeAsync() };
}
