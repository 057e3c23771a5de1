import { instantOf } from "../time/utc_text.ts";
import { HOUR } from "../time/time.ts";

/** When a model last made a run, over several sites. */
export interface ModelFreshness {
  /** Null for values without a model. */
  model_name: string | null;
  /** Issue time of its newest run of the last 24 hours. */
  newest_utc: string;
  /** Sites for which it made a run in the last 24 hours. */
  sites: number;
}

/** How old the newest run is, in words. */
export type Freshness = "fine" | "late" | "old";

const FINE_MS = HOUR;
const LATE_MS = 4 * HOUR;

/**
 * Returns "fine" for a run up to an hour old, "late" up to four hours, else "old"; "old" without
 * one.
 */
export function freshnessOf(newestUtc: string | null, now: Temporal.Instant): Freshness {
  const age = ageMs(newestUtc, now);
  if (age === null || age >= LATE_MS) return "old";
  return age < FINE_MS ? "fine" : "late";
}

/** Returns the milliseconds since a time; null when it is no finite time. */
export function ageMs(utc: string | null, now: Temporal.Instant): number | null {
  const made = instantOf(utc);
  return made ? now.epochMilliseconds - made.epochMilliseconds : null;
}
