import { join } from "node:path";
import type { OwnerSql } from "../../db/client.ts";
import * as backups from "../../sql/operations/backups.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { everyMinutes } from "../timers.ts";
import type { Order, Outcome } from "./nightly_worker.ts";

/** Names sort by time. */
const OURS = /^sitecast-\d{8}T\d{6}Z\.tar\.gz$/;
const UNFINISHED = /^sitecast-\d{8}T\d{6}Z\.tar\.gz\.part$/;

type Settings = Pick<Config, "BACKUP_DIR" | "BACKUP_HOUR" | "BACKUP_KEEP">;

interface Source {
  /** The owner's connections to the database, and its URL. */
  sql: OwnerSql;
  url: string;
  /** Fingerprint of the secret key. */
  secretKey: string;
}

/**
 * Makes the backup of each night when BACKUP_DIR is set, on one instance; after a night without the
 * service, at its start. Resolves once the signal has aborted.
 */
export async function runNightlyBackups(
  settings: Settings,
  source: Source,
  now: () => Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  if (!settings.BACKUP_DIR) return;
  await everyMinutes(15, "the backup of the night", signal, async () => {
    await makeNightlyBackup(settings, source, now(), signal);
  });
}

/**
 * Makes the backup of the night that began last at BACKUP_HOUR (UTC), unless it was made, has failed in
 * the last hour, or another instance is making it. Checks the new file before it removes old ones, so that a complete
 * one is always there. Records and logs a failure.
 */
export async function makeNightlyBackup(
  { BACKUP_DIR, BACKUP_HOUR, BACKUP_KEEP }: Settings,
  { sql, url, secretKey }: Source,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const night = now.subtract({ hours: BACKUP_HOUR }).toZonedDateTimeISO("UTC").toPlainDate();
  if (!await backups.isDue(sql, night, now)) return;
  await withLockIfFree(sql, "sitecast.backup", async (held) => {
    if (!await backups.isDue(sql, night, now)) return;
    const file = `sitecast-${compact(now)}.tar.gz`;
    const outcome = await inWorker({ url, folder: BACKUP_DIR!, file, secretKey }, held);
    if (held.aborted) return;
    if ("failure" in outcome) log.error("the backup of the night failed: {failure}", outcome);
    else await removeOld(BACKUP_DIR!, BACKUP_KEEP);
    await backups.record(sql, night, now, outcome);
  }, { signal });
}

const compact = (now: Temporal.Instant) => now.round("second").toString().replaceAll(/[-:]/g, "");

/** Copies and compresses in a thread of its own, so that requests do not wait. */
async function inWorker(order: Order, signal: AbortSignal): Promise<Outcome> {
  await using undo = new AsyncDisposableStack();
  signal.throwIfAborted();
  await removeMatching(order.folder, UNFINISHED, 0);
  const worker = new Worker(new URL("./nightly_worker.ts", import.meta.url), { type: "module" });
  undo.defer(() => worker.terminate());
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ failure: event.message });
  };
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  undo.defer(() => signal.removeEventListener("abort", stop));
  worker.postMessage(order);
  return await promise;
}

const removeOld = (folder: string, keep: number) => removeMatching(folder, OURS, keep);

/** Removes the files of this pattern but the newest ones. */
async function removeMatching(folder: string, pattern: RegExp, keep: number): Promise<void> {
  const names = (await namesIn(folder)).filter((name) => pattern.test(name)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - keep))) {
    await Deno.remove(join(folder, name));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // made by the first backup
    throw error;
  }
}
