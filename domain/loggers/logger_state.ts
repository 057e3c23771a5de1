import { instantOf } from "../time/utc_text.ts";
import { gapSeconds } from "./gap.ts";
import type { Logger } from "./logger.ts";

/** `live`: it sends. `silent`: it sent once, and does not now. `never`: nothing ever arrived. */
export type LoggerState = "live" | "silent" | "never";

/** What the state of a logger follows from. */
export type Heartbeat = Pick<Logger, "interval_seconds" | "last_seen_utc">;

/** Returns whether a logger sends at this time. */
export function loggerState(logger: Heartbeat, now: Temporal.Instant): LoggerState {
  const seen = instantOf(logger.last_seen_utc);
  if (!seen) return "never";
  const silentSeconds = (now.epochMilliseconds - seen.epochMilliseconds) / 1000;
  return silentSeconds > gapSeconds(logger.interval_seconds) ? "silent" : "live";
}
