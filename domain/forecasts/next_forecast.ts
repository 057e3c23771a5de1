import { MINUTE } from "../time/time.ts";

/** The service makes its forecasts at whole multiples of so many minutes (UTC). */
export const FORECAST_MINUTES = 15;

/** Returns when the service makes its next forecasts, in milliseconds since 1970: after `now`. */
export function nextForecastMs(now: Temporal.Instant): number {
  const step = FORECAST_MINUTES * MINUTE;
  return (Math.floor(now.epochMilliseconds / step) + 1) * step;
}
