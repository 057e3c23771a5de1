import { HOUR } from "../time/time.ts";
import { daylightMs } from "./day_periods.ts";
import type { Span } from "../generation/energy.ts";
import { isFresh, type SiteDay } from "./site_day.ts";

/** Weather models run every few hours; a forecast older than this missed more than one run. */
const OLD_FORECAST_MS = 4 * HOUR;

/** A site may give nothing so long after sunrise: the sun is low, or behind a hill. */
const LONG_ENOUGH_MS = 2 * HOUR;

/** Returns true when a run of this issue time is late to be the newest; without a run as well. */
export function isForecastLate(madeMs: number | null, nowMs: number): boolean {
  return madeMs === null || nowMs - madeMs > OLD_FORECAST_MS;
}

/**
 * Returns true when nothing was measured today, or nothing recently. Only hours of daylight count:
 * PV sites may send nothing at night.
 */
export function isMeasuredLate(
  { measuredUntilMs, nights }: Pick<SiteDay, "measuredUntilMs" | "nights">,
  nowMs: number,
): boolean {
  if (measuredUntilMs === null) return true;
  const silence = daylightMs({ startMs: Math.min(measuredUntilMs, nowMs), endMs: nowMs }, nights);
  return !isFresh(nowMs - silence, nowMs);
}

/**
 * Returns true when measurements since the start of a day say that nothing was produced although the
 * sun was up for two hours (for wind: in two hours of the day).
 */
export function isIdle(
  producedKwh: number | null,
  measured: Span,
  nights: readonly Span[],
): boolean {
  if (producedKwh === null || producedKwh > 0) return false;
  return daylightMs(measured, nights) >= LONG_ENOUGH_MS;
}
