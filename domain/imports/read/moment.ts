import { HOUR, MINUTE } from "../../time/time.ts";
import type { TimeForm } from "../reading.ts";
import { dayNumber, monthOf, yearOf } from "./day_number.ts";
import { clockOfDayCount } from "./day_count.ts";
import { plainSpelling } from "./spelling.ts";
import { type Instants, instantsOf } from "./wall_clock.ts";
import { withoutZoneWord, type ZoneWord, zoneWordOf } from "./zone_words.ts";

/** Why a cell has no time: nothing in it, other text, or a time that the clock skipped. */
export type MomentFault = "empty" | "not_a_time" | "skipped_hour";

/** Longer text is no time. */
const MOST_LETTERS = 80;
const LATEST_S = 4_102_444_800; // 2100

const YEAR = "(?<year>\\d{4}|\\d\\d)";
const MONTH = "(?<month>\\d{1,2}|\\p{L}{3,10}\\.?)";
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?";
const BETWEEN = "(?<between>[-/.]|\\. ?|,? )";
const AGAIN = "(?:\\k<between>|,? )";
const WEEKDAY = "(?:\\p{L}{2,10}\\.?,? )?";
const CLOCK = "(?<hour>\\d{1,2})(?<colon>[:.])(?<minute>\\d\\d)" +
  "(?:\\k<colon>(?<second>\\d\\d)(?:[.,:](?<part>\\d{1,9}))?)?(?: ?(?<half>[ap])\\.?m\\.?)?";
const PACKED_CLOCK = "(?<hour2>\\d\\d)(?<minute2>\\d\\d)(?<second2>\\d\\d)?";
const OFFSET =
  "(?<zero>z|(?:utc|gmt)(?![+-]))|(?:utc|gmt)?(?<sign>[+-])(?<oh>\\d\\d?)(?::?(?<om>\\d\\d))?";
const TIME = `(?:(?:t|,? |-)(?:${CLOCK}|${PACKED_CLOCK}) ?(?:${OFFSET})?)?`;

const written = (date: string) => new RegExp(`^${WEEKDAY}(?:${date})${TIME}$`, "iu");

const PATTERNS = {
  ymd: written(
    `${YEAR}${BETWEEN}${MONTH}${AGAIN}${DAY}|(?<year2>\\d{4})(?<month2>\\d\\d)(?<day2>\\d\\d)`,
  ),
  dmy: written(
    `${DAY}${BETWEEN}${MONTH}${AGAIN}${YEAR}|(?<day2>\\d\\d)(?<month2>\\d\\d)(?<year2>\\d{4})`,
  ),
  mdy: written(
    `${MONTH}${BETWEEN}${DAY}${AGAIN}${YEAR}|(?<month2>\\d\\d)(?<day2>\\d\\d)(?<year2>\\d{4})`,
  ),
};

/**
 * How most files write times. Each line has one, and a pattern with few groups takes a quarter of the
 * time of those above.
 */
const PLAIN = {
  ymd: /^(\d{4})([-/.])(\d\d)\2(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?Z?$/,
  dmy: /^(\d\d)([-/.])(\d\d)\2(\d{4})[T ](\d\d):(\d\d)(?::(\d\d))?Z?$/,
  mdy: /^(\d\d)([-/.])(\d\d)\2(\d{4})[T ](\d\d):(\d\d)(?::(\d\d))?Z?$/,
};
/** Places of year, month and day in these. */
const PLACES = { ymd: [1, 3, 4], dmy: [4, 3, 1], mdy: [4, 1, 3] } as const;

/**
 * Returns the instants that a text means: of a zone's clock, unless an offset is written beside the
 * time. A date alone is its 00:00, and 24:00 is 00:00 of the next day. `isEnd` says that the text is
 * the end of a period, which the first of the skipped times can be. Throws RangeError for an unknown
 * zone.
 */
export function parseMoment(
  text: string,
  form: TimeForm,
  zone: string,
  { isEnd = false }: { isEnd?: boolean } = {},
): Instants | MomentFault {
  const plain = text.trim();
  if (plain === "") return "empty";
  if (plain.length > MOST_LETTERS) return "not_a_time";
  if (form === "epoch_s" || form === "epoch_ms") return sinceEpoch(plain, form);
  if (form === "day_count") {
    const countMs = clockOfDayCount(plain);
    return countMs === undefined ? "not_a_time" : instantsOf(countMs, zone, { isEnd });
  }
  const plainMs = plainClockMs(plain, form);
  if (plainMs !== undefined) {
    return plain.endsWith("Z")
      ? { ms: plainMs, laterMs: null }
      : instantsOf(plainMs, zone, { isEnd });
  }
  const spelled = plainSpelling(plain);
  const word = zoneWordOf(spelled);
  const parts = PATTERNS[form].exec(word ? withoutZoneWord(spelled) : spelled)?.groups;
  if (!parts) return "not_a_time";
  const clockMs = dayMs(parts) + timeMs(parts);
  if (Number.isNaN(clockMs)) return "not_a_time";
  const offset = offsetMs(parts);
  if (offset !== undefined) return { ms: clockMs - offset, laterMs: null };
  const instants = instantsOf(clockMs, zone, { isEnd });
  return word ? namedInstant(instants, clockMs, word) : instants;
}

/** Where the clock shows a time twice, the word beside it tells which one it is. */
function namedInstant(
  instants: Instants | "skipped_hour",
  clockMs: number,
  { offsetsMs }: ZoneWord,
): Instants | "skipped_hour" {
  if (instants === "skipped_hour" || instants.laterMs === null) return instants;
  const named = [instants.ms, instants.laterMs].filter((ms) => offsetsMs.includes(clockMs - ms));
  return named.length === 1 ? { ms: named[0]!, laterMs: null } : instants;
}

/** Returns the time of a clock as most files write it; undefined where it is written otherwise. */
function plainClockMs(text: string, form: "ymd" | "dmy" | "mdy"): number | undefined {
  const parts = PLAIN[form].exec(text);
  if (!parts) return undefined;
  const [year, month, day] = PLACES[form];
  const days = dayNumber(Number(parts[year]), Number(parts[month]), Number(parts[day]));
  const [hour, minute, second] = [Number(parts[5]), Number(parts[6]), Number(parts[7] ?? 0)];
  const ms = days * 24 * HOUR + hour * HOUR + minute * MINUTE + second * 1000;
  return hour < 24 && minute < 60 && second < 60 && days >= 0 ? ms : undefined;
}

type Parts = Record<string, string | undefined>;

function sinceEpoch(text: string, form: "epoch_s" | "epoch_ms"): Instants | MomentFault {
  if (!/^\d{1,14}(?:\.\d{1,9})?$/.test(text)) return "not_a_time";
  const ms = Math.round(Number(text) * (form === "epoch_s" ? 1000 : 1));
  return ms < LATEST_S * 1000 ? { ms, laterMs: null } : "not_a_time";
}

function dayMs(parts: Parts): number {
  const year = parts.year ?? parts.year2 ?? "";
  const month = parts.month ?? parts.month2 ?? "";
  return dayNumber(yearOf(year), monthOf(month), Number(parts.day ?? parts.day2)) * 24 * HOUR;
}

/** Returns the milliseconds since 00:00; NaN where no clock shows such a time. */
function timeMs(parts: Parts): number {
  const hour = hourOf(parts);
  const minute = Number(parts.minute ?? parts.minute2 ?? 0);
  const second = Number(parts.second ?? parts.second2 ?? 0);
  if (hour > 24 || minute > 59 || second > 59) return NaN;
  const ms = hour * HOUR + minute * MINUTE + second * 1000 + Number(`0.${parts.part ?? 0}`) * 1000;
  return ms > 24 * HOUR ? NaN : Math.round(ms);
}

function hourOf({ hour, hour2, half }: Parts): number {
  const written = Number(hour ?? hour2 ?? 0);
  if (half === undefined) return written;
  if (written < 1 || written > 12) return NaN;
  return written % 12 + (half.toLowerCase() === "p" ? 12 : 0);
}

function offsetMs({ zero, sign, oh, om }: Parts): number | undefined {
  if (zero !== undefined) return 0;
  if (sign === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(oh) * HOUR + Number(om ?? 0) * MINUTE);
}
