import { HOUR, milliseconds } from "../time/time.ts";
import type { FetchState } from "./fetch_state.ts";
import { sourceNamed } from "./sources.ts";
import type { WeatherValue } from "./weather_value.ts";

/** An hour of weather, and the run that it is from. Times: RFC 3339. */
export type UsedHour = WeatherValue & { source: string; issued_utc: string };

/** The weather that the forecasts of a site use. */
export interface ShownWeather {
  source: string;
  /** When its newest run was issued; milliseconds since 1970. */
  issuedMs: number;
  /** Those of today and tomorrow. */
  hours: UsedHour[];
  /** When the page is made. */
  nowMs: number;
  /** Since when its source cannot be fetched; null while it can, and for what groups send. */
  failingSinceMs: number | null;
}

/** Forecasts are not made from weather that was issued before so long. */
const STALE_MS = 36 * HOUR;

/** Returns whether weather is too old to make forecasts from. */
export const isStale = (issuedMs: number, nowMs: number): boolean => nowMs - issuedMs > STALE_MS;

/** Returns what a site's page shows of weather; undefined where there is none. */
export function shownWeather(
  hours: UsedHour[],
  fetches: readonly Pick<FetchState, "source" | "failing_since_utc">[],
  now: Temporal.Instant,
): ShownWeather | undefined {
  const source = hours[0]?.source;
  if (source === undefined) return undefined;
  const since = sourceNamed(source) &&
    fetches.find((one) => one.source === source)?.failing_since_utc;
  return {
    source,
    issuedMs: Math.max(...hours.map(({ issued_utc }) => milliseconds(issued_utc))),
    hours,
    nowMs: now.epochMilliseconds,
    failingSinceMs: since ? milliseconds(since) : null,
  };
}
