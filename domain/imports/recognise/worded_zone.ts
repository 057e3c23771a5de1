import { plainSpelling } from "../read/spelling.ts";
import { instantsOf } from "../read/wall_clock.ts";
import { type ZoneWord, zoneWordOf } from "../read/zone_words.ts";
import type { TimeForm } from "../reading.ts";
import { clockMsOf } from "./series.ts";
import { askZone, type SeenZone } from "./zone_choice.ts";
import { HOUR } from "../../time/time.ts";

interface WordedTime extends ZoneWord {
  clockMs: number;
}

/**
 * Returns the zone of times that have a short name of one beside them, as "CEST": that of the site or
 * the one that the name is of, whose clock shows each name when the file has it. "CET" in summer can
 * be a clock without summer time or a careless name of one that has it: somebody decides. Times
 * without such names keep `found`.
 */
export function wordedZone(starts: string[], form: TimeForm, found: SeenZone): SeenZone {
  const times = starts.flatMap((start) => wordedTime(start, form));
  const [first] = times;
  if (!first) return found;
  const words = [...new Set(times.map(({ word }) => word))];
  const zones = [...found.siteZone ? [found.siteZone] : [], ...new Set(times.map((t) => t.zone))];
  const zone = zones.find((one) => times.every((time) => showsWord(time, one)));
  const ofFile = { ...found, isOfFile: true };
  if (zone) {
    const reason = `Times name ${words.join(" and ")}, as the clock of ${zone} does.`;
    return { ...ofFile, zone, reason, question: null };
  }
  const fixed = fixedZone(first);
  const choices = [...new Set(times.map((time) => time.zone)), ...fixed ? [fixed] : []];
  return { ...ofFile, zone: choices[0]!, reason: "", question: askWords(words, choices) };
}

function wordedTime(start: string, form: TimeForm): WordedTime[] {
  const word = zoneWordOf(plainSpelling(start));
  const clockMs = word ? clockMsOf(start, form) : NaN;
  return word && !Number.isNaN(clockMs) ? [{ ...word, clockMs }] : [];
}

/** Returns whether the clock of a zone is ahead of UTC at a time as the word beside it says. */
function showsWord({ clockMs, offsetsMs }: WordedTime, zone: string): boolean {
  const instants = instantsOf(clockMs, zone, { isEnd: false });
  if (instants === "skipped_hour") return false;
  return [instants.ms, instants.laterMs ?? NaN].some((ms) => offsetsMs.includes(clockMs - ms));
}

/** Returns the zone that is always so far ahead of UTC; POSIX counts the other way. */
function fixedZone({ offsetsMs }: ZoneWord): string | null {
  const hours = offsetsMs[0]! / HOUR;
  if (offsetsMs.length > 1 || !Number.isInteger(hours)) return null;
  return hours === 0 ? "UTC" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

function askWords(words: string[], zones: string[]) {
  const text = `Times name ${words.join(" and ")}. Does their clock change to summer time?`;
  const choices = zones.map((zone) => ({
    value: zone,
    text: zone.includes("Etc/") || zone === "UTC"
      ? `No: the same offset all year, ${zone}`
      : `Yes: as the clock of ${zone}`,
  }));
  return { ...askZone(zones), text, choices };
}
