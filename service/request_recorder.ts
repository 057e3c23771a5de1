import type { OwnerSql } from "../db/client.ts";
import { RequestLog } from "./operations/request_log.ts";
import { SessionUse } from "./account/session_use.ts";
import { TokenUse } from "./account/token_use.ts";
import { JobWorker } from "./jobs/worker.ts";

/**
 * Makes what requests report to: the log of requests and the use of tokens and sessions, all written in
 * batches whatever the response is, and the worker that starts new jobs. Call `flush` before the end.
 */
export function requestRecorder(sql: OwnerSql, now: () => Temporal.Instant, idleDays: number) {
  const tokens = new TokenUse(sql, now);
  const sessions = new SessionUse(sql, now, idleDays);
  const requests = new RequestLog(sql, now);
  const worker = new JobWorker(sql);
  return {
    tokenUsed: (hash: Uint8Array) => tokens.add(hash),
    sessionUsed: (hash: Uint8Array) => sessions.add(hash),
    requestMade: (userUuid: string, url: string) => requests.add(userUuid, url),
    jobAdded: worker.wake,
    worker,
    flush: async () => {
      await tokens.flush();
      await sessions.flush();
      await requests.flush();
    },
  };
}
