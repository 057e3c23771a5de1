import { END_WORDS, START_WORDS } from "./header_words.ts";
import { hasWord, plainName } from "./names.ts";
import type { Series } from "./series.ts";
import { HOUR, MINUTE } from "../../time/time.ts";

/** Whether a time is the start or the end of its period, and why that is taken to be so. */
export interface Label {
  label: "start" | "end";
  /** A sentence; null where somebody must decide. */
  reason: string | null;
}

const DAY = 24 * HOUR;

/** Names of columns of exports of one plant that label periods by their start, as far as is known. */
const ASSUMED_START = new Set([
  ...["time", "date time", "date and time", "datum und uhrzeit", "zeitstempel"],
  ...["date et heure", "horodatage", "fecha y hora", "data e ora", "datum en tijd", "data e hora"],
]);

/** Returns which end of its period a time names: by its header, or by where days begin and end. */
export function labelOf(
  names: readonly string[],
  series: Series[],
  { minutes, hasSites }: { minutes: number | null; hasSites: boolean },
): Label {
  const plain = names.map(plainName);
  const end = plain.find((name) => hasWord(name, END_WORDS));
  if (end !== undefined) return { label: "end", reason: "The header calls the time an end." };
  if (plain.some((name) => hasWord(name, START_WORDS))) {
    return { label: "start", reason: "The header calls the time a start." };
  }
  if (minutes !== null && minutes >= 1440) return { label: "start", reason: "Each line is a day." };
  const edges = edgesOf(series, (minutes ?? 0) * MINUTE);
  if (edges === "end") {
    return { label: "end", reason: "Days end with a time of 00:00, as labels at the end do." };
  }
  if (hasSites) return { label: guessOf(series), reason: null };
  if (ASSUMED_START.has(plain.join(" "))) {
    return {
      label: "start",
      reason:
        "Times are taken as the start of their periods: the preview shows whether the sun agrees.",
    };
  }
  return { label: edges ?? guessOf(series), reason: null };
}

/**
 * Returns which label fits to a file of whole days: one whose first time is 00:00 and whose last is a
 * step before it starts its periods there; one from a step after 00:00 to 00:00 ends them.
 */
function edgesOf(series: Series[], stepMs: number): "start" | "end" | null {
  const [first, last] = edgesIn(series);
  if (stepMs === 0) return null;
  const [from, to] = [first % DAY, last % DAY];
  if (from === 0 && to === DAY - stepMs) return "start";
  return from === stepMs && to === 0 ? "end" : null;
}

/** Files are mostly cut at full hours: a first time of 05:30 of half hours is the end of the first. */
function guessOf(series: Series[]): "start" | "end" {
  const [first, last] = edgesIn(series);
  return first % HOUR !== 0 && last % HOUR === 0 ? "end" : "start";
}

/** Returns the first and the last time of a file, whichever is on top. */
function edgesIn(series: Series[]): [number, number] {
  const edges = series.flatMap(({ startMs }) => [startMs[0]!, startMs.at(-1)!]);
  return [Math.min(...edges), Math.max(...edges)];
}
