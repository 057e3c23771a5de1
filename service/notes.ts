import type { OwnerSql } from "../db/client.ts";
import { RequestLog } from "./request_log.ts";
import { TokenUse } from "./token_use.ts";

/** What requests leave behind, whatever they were answered: written in batches, beside them. */
export function requestNotes(sql: OwnerSql, now: () => Temporal.Instant) {
  const use = new TokenUse(sql, now);
  const requests = new RequestLog(sql, now);
  return {
    tokenUsed: (hash: Uint8Array) => use.note(hash),
    requestMade: (userUuid: string, url: string) => requests.note(userUuid, url),
    flush: async () => {
      await use.flush();
      await requests.flush();
    },
  };
}
