import { parentPort, workerData } from "node:worker_threads";
import { openOwner } from "../../db/client.ts";
import { openLog } from "../log.ts";
import type { ThreadData } from "../thread.ts";
import { workOnImports } from "./worker.ts";

// The start of the thread that `workInThread` opens; its first message from there means "stop".
const { url, socket, logLevel } = workerData as ThreadData;
const stop = new AbortController();
parentPort!.once("message", () => stop.abort());
await openLog(logLevel);
/** One reads the file, one keeps what was read of it before. */
const CONNECTIONS = 2;
const sql = openOwner(url, { max: CONNECTIONS, socket });
try {
  await workOnImports(sql, Temporal.Now.instant, stop.signal);
} finally {
  await sql.end({ timeout: 5 });
}
parentPort!.postMessage("done");
