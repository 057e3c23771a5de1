import { instantOf } from "../time/utc_text.ts";
import type { Logger } from "./logger.ts";

/** `live`: it sends. `silent`: it sent once, and does not now. `never`: nothing ever arrived. */
export type LoggerState = "live" | "silent" | "never";

/** Seconds without a reading after which no logger counts as live, however often it sends. */
const LEAST_SILENT_SECONDS = 300;
const SILENT_INTERVALS = 3;

/** Returns the seconds without a reading after which a logger is silent: 3 intervals, at least 5 minutes. */
export function silentAfterSeconds(intervalSeconds: number): number {
  return Math.max(SILENT_INTERVALS * intervalSeconds, LEAST_SILENT_SECONDS);
}

/** What the state of a logger follows from. */
export type Heartbeat = Pick<Logger, "interval_seconds" | "last_seen_utc">;

/** Returns whether a logger sends at this time. */
export function loggerState(logger: Heartbeat, now: Temporal.Instant): LoggerState {
  const seen = instantOf(logger.last_seen_utc);
  if (!seen) return "never";
  const silentSeconds = (now.epochMilliseconds - seen.epochMilliseconds) / 1000;
  return silentSeconds > silentAfterSeconds(logger.interval_seconds) ? "silent" : "live";
}
