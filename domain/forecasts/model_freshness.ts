import { instantOf } from "../time/utc_text.ts";
import { HOUR } from "../time/time.ts";

/** When a model last made a forecast, over the sites that are asked about. */
export interface ModelFreshness {
  /** Null: forecasts that name no model. */
  model_name: string | null;
  /** Time of its newest run of the last day. */
  newest_utc: string;
  /** Sites for which it made a forecast in the last day. */
  sites: number;
}

export type Freshness = "fine" | "late" | "old";

const FINE_MS = HOUR;
const LATE_MS = 4 * HOUR;

/** Of a newest forecast: fine for an hour, late for four, then old; old, too, where there is none. */
export function freshnessOf(newestUtc: string | null, now: Temporal.Instant): Freshness {
  const age = ageMs(newestUtc, now);
  if (age === null || age >= LATE_MS) return "old";
  return age < FINE_MS ? "fine" : "late";
}

/** Milliseconds since a time; null where it is none. */
export function ageMs(utc: string | null, now: Temporal.Instant): number | null {
  const made = instantOf(utc);
  return made ? now.epochMilliseconds - made.epochMilliseconds : null;
}
