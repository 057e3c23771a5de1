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

/** Shows whether a logger sends: `live`, `silent for 3 h`, `never sent`. */
export function StateBadge({ logger, now }: StateProps) {
  const state = loggerState(logger, now);
  const seen = instantOf(logger.last_seen_utc);
  const text = state === "silent" && seen
    ? `silent for ${age(now.epochMilliseconds - seen.epochMilliseconds)}`
    : state === "live"
    ? "live"
    : "never sent";
  return <Badge tone={TONES[state]} text={text} />;
}
