import { isDayCount } from "../read/day_count.ts";
import { periodText } from "../read/period_cell.ts";
import { isDottedClock, type TimeKind, timeKindOf } from "./cell_kinds.ts";
import { hasWord } from "./names.ts";

/** Names of columns whose numbers are times, written as in `HEADER_WORDS`. */
const CLOCK_WORDS = "time|clock|*zeit$|heure|hora$|ora$|orario|tijd|czas|start|beginn|debut|" +
  "inicio|inizio|end$|*ende$|fin$|fine$|from$|to$|von$|bis$";
const DATE_WORDS = `${CLOCK_WORDS}|date|*datum|fecha|horodat|data$|day$|tag$`;

/** Returns the kind of time that nearly all filled cells of a column are; null for other columns. */
export function timeOf(filled: string[]): TimeKind | null {
  if (filled.length === 0) return null;
  const common = commonTime(filled);
  if (common === "clock" || common === "moment") {
    return areOfPeriods(filled) ? PERIODS[common] : common;
  }
  return common;
}

/**
 * Returns the kind of time that the numbers of a column are, by its name: days as spreadsheets count
 * them, or times of day as 13.30 or a fraction of the day; null for other columns.
 */
export function numberTimeOf(plain: string, filled: string[]): "day_count" | "clock" | null {
  if (filled.length === 0) return null;
  if (hasWord(plain, DATE_WORDS) && filled.every(isDayCount)) return "day_count";
  const areClocks = filled.every(isDottedClock) || filled.every(isDayFraction);
  return areClocks && hasWord(plain, CLOCK_WORDS) ? "clock" : null;
}

const PERIODS = { clock: "clock_period", moment: "period" } as const;
/** As spreadsheets write a time of day as a number: 0.52083. */
const isDayFraction = (cell: string) => /^(?:0?[.,]\d{1,15}|0)$/.test(cell);

function commonTime(filled: string[]): TimeKind | null {
  const counts = new Map<TimeKind, number>();
  for (const cell of filled) {
    const kind = timeKindOf(cell);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (!best || all < filled.length * 0.7) return null;
  // Some exports leave 00:00 away: "02/03/2026" among "02/03/2026 00:15".
  return counts.has("moment") && best[0] === "date" && counts.get("moment")! > all * 0.3
    ? "moment"
    : best[0];
}

const HALF_DAY = 720;
/** Offsets are often as far from their times as a period is long, but not on most lines. */
const LONGEST_PERIOD = 60;

/** Returns whether what looks like an offset behind a time is the end of a period: 13:00-13:15. */
function areOfPeriods(filled: string[]): boolean {
  const steps = filled.map((cell) => {
    const period = periodText(cell);
    return period ? (minutesIn(period.end) - minutesIn(period.start) + HALF_DAY) % HALF_DAY : 0;
  });
  const middle = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  const equal = steps.filter((minutes) => minutes === middle).length;
  return middle > 0 && middle <= LONGEST_PERIOD && equal > filled.length * 0.7;
}

function minutesIn(text: string): number {
  const [, hour, minute] = [...text.matchAll(/(\d{1,2})[:.](\d\d)/g)].at(-1) ?? [];
  return Number(hour) % 12 * 60 + Number(minute);
}
