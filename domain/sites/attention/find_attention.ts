import type { Attention } from "./kinds.ts";
import { lateForecast, silence } from "./lateness.ts";
import type { Observations } from "./observations.ts";
import { belowP10, noProduction } from "./production.ts";

/** What is wrong with a site, and when time alone can change that (milliseconds since 1970). */
export interface FoundAttention {
  found: Attention[];
  dueMs: number;
}

/**
 * Returns what is wrong with a site at a moment. All rules count in hours of UTC and by the sun's
 * height, so that clock changes matter to none and polar night has no daylight. A plant that gives
 * nothing is not reported as below P10 as well.
 */
export function findAttention(seen: Observations, now: Temporal.Instant): FoundAttention {
  const nowMs = now.epochMilliseconds;
  const silent = silence(seen, nowMs);
  const late = lateForecast(seen, nowMs);
  const found = [
    noProduction(seen) ?? belowP10(seen),
    silent.attention,
    late.attention,
    ...contradictions(seen),
  ];
  return {
    found: found.filter((attention) => attention !== undefined),
    dueMs: Math.min(silent.dueMs, late.dueMs),
  };
}

function contradictions({ hints, hintDay }: Observations): Attention[] {
  if (hintDay === null) return [];
  const since_utc = `${hintDay}T00:00:00Z`;
  const above = hints.flatMap((hint): Attention[] =>
    hint.code === "above_capacity"
      ? [{ kind: "above_capacity", since_utc, numbers: hint.figures }]
      : []
  );
  const others = hints.filter(({ code }) => code !== "above_capacity");
  if (others.length === 0) return above;
  return [...above, { kind: "facts", since_utc, numbers: { hints: others } }];
}
