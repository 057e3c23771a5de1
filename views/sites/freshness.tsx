import { isFresh, type SiteDay } from "../../domain/forecasts/site_day.ts";
import { daylightMs } from "../../domain/forecasts/day_periods.ts";
import { HOUR } from "../../domain/time/time.ts";
import { Badge } from "../ui/badge.tsx";
import { age } from "../ui/time.tsx";

/** Weather models run every few hours; a forecast older than this missed more than one run. */
const OLD_FORECAST_MS = 4 * HOUR;

/** Shows what is missing or late today, or `up to date`. */
export function Freshness({ day, now }: { day: SiteDay; now: Temporal.Instant }) {
  const late = [forecastBadge(day, now), actualsBadge(day, now)].filter(Boolean);
  return <span class="badges">{late.length ? late : <Badge tone="good" text="up to date" />}</span>;
}

function forecastBadge({ forecastRun }: SiteDay, now: Temporal.Instant) {
  if (!forecastRun) return <Badge tone="warn" text="no forecast" />;
  const old = now.epochMilliseconds - forecastRun.madeMs;
  return old > OLD_FORECAST_MS && <Badge tone="warn" text={`forecast ${age(old)} old`} />;
}

/** Only hours of daylight without measurements count: PV sites may send nothing at night. */
function actualsBadge({ measuredUntilMs, nights }: SiteDay, now: Temporal.Instant) {
  const nowMs = now.epochMilliseconds;
  if (measuredUntilMs === null) return <Badge tone="quiet" text="no actuals today" />;
  const silence = daylightMs({ startMs: Math.min(measuredUntilMs, nowMs), endMs: nowMs }, nights);
  if (isFresh(nowMs - silence, nowMs)) return null;
  return <Badge tone="warn" text={`actuals ${age(nowMs - measuredUntilMs)} old`} />;
}
