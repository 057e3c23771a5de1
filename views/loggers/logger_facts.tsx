import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { counted } from "../../domain/plural.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { StateBadge } from "./state_badge.tsx";
import { loggerUrl } from "./urls.ts";

const FACTS = "logger-facts";

/** What the facts follow from. */
export type FactsOfLogger = Pick<
  FramedLogger,
  "site_uuid" | "logger_uuid" | "interval_seconds" | "zone" | "last_seen_utc" | "open_alarms"
>;

interface FactsProps {
  logger: FactsOfLogger;
  now: Temporal.Instant;
  /** Whether they come with another part, and take the place of those on the page. */
  isBeside?: boolean;
}

/** Shows whether a logger sends, when it did last, and its open alarms. */
export function LoggerFacts({ logger, now, isBeside }: FactsProps) {
  const seen = instantOf(logger.last_seen_utc);
  return (
    <p id={FACTS} class="site-facts" hx-swap-oob={isBeside ? "true" : undefined}>
      <StateBadge logger={logger} now={now} />
      {seen && (
        <span class="muted">
          last seen{" "}
          <time datetime={`${seen}`}>{`${momentText(seen, logger.zone)} (${logger.zone})`}</time>
        </span>
      )}
      {logger.open_alarms > 0 && (
        <a class="badge warn" href={loggerUrl(logger, "/alarms")}>
          {counted(logger.open_alarms, "open alarm")}
        </a>
      )}
    </p>
  );
}
