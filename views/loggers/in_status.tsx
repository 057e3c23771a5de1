import type { SilentCount, SilentLogger } from "../../domain/loggers/silent_logger.ts";
import { siteName } from "../../domain/sites/site.ts";
import { Badge } from "../ui/badge.tsx";
import { StateBadge } from "./state_badge.tsx";
import { loggersUrl, loggerUrl } from "./urls.ts";

interface LoggersInStatusProps {
  count: SilentCount;
  /** The longest silent ones. */
  named: SilentLogger[];
  now: Temporal.Instant;
}

/** Says how many loggers send, and which ones do not; nothing while none ever sent. */
export function LoggersInStatus({ count: { sent, silent }, named, now }: LoggersInStatusProps) {
  if (sent === 0) return null;
  return (
    <section id="loggers" aria-label="Loggers">
      <p>
        <Badge tone={silent === 0 ? "good" : "warn"} text={silent === 0 ? "Fine" : "Check"} />{" "}
        Loggers: <a href="/loggers?sort=state">{sent - silent} of {sent} send</a>.
      </p>
      {silent > 0 && (
        <ul class="silent-loggers">
          {named.map((logger) => (
            <li>
              <a href={loggerUrl(logger)}>
                <bdi>{logger.name}</bdi>
              </a>{" "}
              at{" "}
              <a href={loggersUrl(logger.site_uuid)}>
                <bdi>{siteName(logger)}</bdi>
              </a>{" "}
              <StateBadge logger={logger} now={now} />
            </li>
          ))}
          {silent > named.length && <li>and {silent - named.length} more</li>}
        </ul>
      )}
    </section>
  );
}
