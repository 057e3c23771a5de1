import type { OwnerSql } from "../db/client.ts";
import { RequestLog } from "./operations/request_log.ts";
import { TokenUse } from "./account/token_use.ts";
import { JobWorker } from "./jobs/worker.ts";

/**
 * What requests leave behind: who asked for what and with which token, written in batches beside them,
 * whatever they were answered; and `work`, the jobs that they ask for.
 */
export function requestRecorder(sql: OwnerSql, now: () => Temporal.Instant) {
  const use = new TokenUse(sql, now);
  const requests = new RequestLog(sql, now);
  const work = new JobWorker(sql);
  return {
    tokenUsed: (hash: Uint8Array) => use.add(hash),
    requestMade: (userUuid: string, url: string) => requests.add(userUuid, url),
    jobAdded: work.wake,
    work,
    flush: async () => {
      await use.flush();
      await requests.flush();
    },
  };
}
