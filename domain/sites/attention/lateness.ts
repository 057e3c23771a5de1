import { nights } from "../../solar/sun.ts";
import { HOUR, MINUTE, utcText } from "../../time/time.ts";
import { hasCoordinates } from "../site.ts";
import type { Attention } from "./kinds.ts";
import type { Observations } from "./observations.ts";

/** A site is silent after three of its usual intervals, and never sooner than after this time. */
const TIMES_USUAL = 3;
const LEAST_SILENCE = 3 * HOUR;
/** Sites that send less often than this do so by day or night. */
const OFTEN_MINUTES = 6 * 60;
/** How old a fresh run may be (docs/glossary.md, fresh). */
const TIMES_RUN = 1.5;
const LEAST_RUN_AGE = 6 * HOUR;
const MOST_RUN_AGE = 36 * HOUR;

/** Something that is late now, or when time alone can make it late. */
export interface Lateness {
  attention?: Attention;
  /** Milliseconds since 1970; Infinity: never by time alone. */
  dueMs: number;
}

/**
 * Returns whether a site that used to send measurements has stopped. Of a PV site that measures
 * nothing in the dark, daylight alone counts as silence: none in polar night.
 */
export function silence(seen: Observations, nowMs: number): Lateness {
  const { measuredUntilMs, usualMinutes } = seen;
  if (measuredUntilMs === null || usualMinutes === null || seen.isOut) return { dueMs: Infinity };
  const limitMs = Math.max(LEAST_SILENCE, TIMES_USUAL * usualMinutes * MINUTE);
  const silentMs = countedSilence(seen, measuredUntilMs, nowMs, limitMs);
  if (silentMs < limitMs) return { dueMs: nowMs + limitMs - silentMs };
  return {
    attention: {
      kind: "silent",
      since_utc: utcText(measuredUntilMs),
      numbers: { usual_minutes: usualMinutes },
    },
    dueMs: Infinity,
  };
}

/** Returns how long a site has been silent; counts no further than is needed to know. */
function countedSilence(
  { site, usualMinutes, measuresInTheDark }: Observations,
  fromMs: number,
  nowMs: number,
  limitMs: number,
): number {
  const byDayAlone = site.asset_type === "pv" && hasCoordinates(site) && !measuresInTheDark &&
    usualMinutes! < OFTEN_MINUTES;
  if (!byDayAlone || nowMs <= fromMs) return Math.max(0, nowMs - fromMs);
  let [silentMs, startMs] = [0, fromMs];
  while (startMs < nowMs && silentMs < limitMs) {
    const endMs = Math.min(startMs + 24 * HOUR, nowMs);
    const dark = nights(startMs, endMs, site.latitude, site.longitude);
    silentMs += endMs - startMs - dark.reduce((sum, night) => sum + night.endMs - night.startMs, 0);
    startMs = endMs;
  }
  return silentMs;
}

/** Returns whether the model that a site shows has stopped making runs. */
export function lateForecast(
  { newestRunMs, usualRunMinutes }: Observations,
  nowMs: number,
): Lateness {
  if (newestRunMs === null) return { dueMs: Infinity };
  const usualMs = TIMES_RUN * (usualRunMinutes ?? 0) * MINUTE;
  const dueMs = newestRunMs + Math.min(Math.max(usualMs, LEAST_RUN_AGE), MOST_RUN_AGE);
  if (nowMs <= dueMs) return { dueMs };
  return {
    attention: {
      kind: "forecast_late",
      since_utc: utcText(newestRunMs),
      numbers: { usual_minutes: usualRunMinutes },
    },
    // A run that comes is no news of the site: it is looked for until there is one.
    dueMs: nowMs,
  };
}
