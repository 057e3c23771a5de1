import type { Database } from "../db/client.ts";
import type { DeviceRequest } from "../domain/loggers/device_request.ts";
import type { NewSecurityEvent } from "../domain/operations/security_event.ts";
import { SecurityLog } from "./operations/security_log.ts";
import { RequestLog } from "./operations/request_log.ts";
import { SessionUse } from "./account/session_use.ts";
import { TokenUse } from "./account/token_use.ts";
import { Arrivals } from "./loggers/arrivals.ts";
import { JobWorker } from "./jobs/worker.ts";

/**
 * Makes what requests report to: the logs of requests, of loggers and of security, and the use of tokens and sessions,
 * written in batches whatever the response is, and the worker that starts new jobs. Call `flush` before the end.
 */
export function requestRecorder(
  { owner: sql, lookups }: Pick<Database, "owner" | "lookups">,
  now: () => Temporal.Instant,
  idleDays: number,
  worker = new JobWorker(sql),
) {
  const tokens = new TokenUse(sql, now);
  const sessions = new SessionUse(sql, now, idleDays);
  const requests = new RequestLog(sql, now);
  const arrivals = new Arrivals(sql);
  const security = new SecurityLog(lookups);
  return {
    tokenUsed: (hash: Uint8Array, method: string) => tokens.add(hash, method),
    sessionUsed: (hash: Uint8Array) => sessions.add(hash),
    requestMade: (userUuid: string, url: string) => requests.add(userUuid, url),
    deviceRequestMade: (request: DeviceRequest) => arrivals.add(request),
    securityEvent: (event: NewSecurityEvent) => security.add(event),
    jobAdded: worker.wake,
    worker,
    flush: async () => {
      await tokens.flush();
      await sessions.flush();
      await requests.flush();
      await arrivals.flush();
      await security.flush();
    },
  };
}
