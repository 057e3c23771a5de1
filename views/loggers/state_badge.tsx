import {
  type Heartbeat,
  type LoggerState,
  loggerState,
} from "../../domain/loggers/logger_state.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { age } from "../ui/time.tsx";

const TONES: Record<LoggerState, Tone> = { live: "good", silent: "warn", never: "quiet" };

interface StateProps {
  logger: Heartbeat;
  now: Temporal.Instant;
}

/** Returns whether a logger sends: `live`, `silent for 3 h`, `never sent`. */
export function stateText(logger: Heartbeat, now: Temporal.Instant): string {
  const state = loggerState(logger, now);
  const seen = instantOf(logger.last_seen_utc);
  if (state === "silent" && seen) {
    return `silent for ${age(now.epochMilliseconds - seen.epochMilliseconds)}`;
  }
  return state === "live" ? "live" : "never sent";
}

/** Shows whether a logger sends. */
export function StateBadge({ logger, now }: StateProps) {
  return <Badge tone={TONES[loggerState(logger, now)]} text={stateText(logger, now)} />;
}
