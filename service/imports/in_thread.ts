import type { OwnerSql } from "../../db/client.ts";
import * as work from "../../sql/imports/work.ts";
import { inThread, type ThreadData } from "../thread.ts";
import { workOnImports } from "./worker.ts";

/**
 * Garbage that waits to be collected: by default V8 lets the thread grow by 90 MB more. Its old
 * generation may have what the sums of 2,000,000 rows need.
 */
const MEMORY = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 1024 };

/** Bytes of a file that is read sooner than a thread has started. */
const SMALL_FILE = 500_000;

/**
 * Does what `workOnImports` does: small files at once, larger ones in a thread of its own, so that
 * other requests need not wait while a file is read, and memory that reading took is given back when
 * the thread ends. Resolves when no file waits, or after the signal when the current step is done.
 * Throws what ended the thread early.
 */
export async function workInThread(
  sql: OwnerSql,
  data: ThreadData,
  signal: AbortSignal,
  smallFile = SMALL_FILE,
): Promise<void> {
  await workOnImports(sql, Temporal.Now.instant, signal, smallFile);
  if (signal.aborted || !await work.nextOpen(sql)) return;
  await inThread(new URL("./thread.ts", import.meta.url), data, MEMORY, signal);
}
