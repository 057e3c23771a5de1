import { timesOf, type TimeTexts } from "../read/moment_text.ts";
import { hasOffset } from "./cell_kinds.ts";
import type { SeenColumn } from "./columns.ts";
import { END_WORDS, START_WORDS } from "./header_words.ts";
import { hasWord } from "./names.ts";

/** Where the times of a table stand: one column, or a date and a time of day. */
export interface TimeColumns {
  time: SeenColumn[];
  end: SeenColumn[] | null;
}

const EPOCH_NAME = /epoch|unix|time|stamp|zeit|date|^ts$|^ms$|heure|hora|column/;

const isStart = ({ plain }: SeenColumn) => hasWord(plain, START_WORDS);
const isEnd = ({ plain }: SeenColumn) => hasWord(plain, END_WORDS);
const isUtc = ({ plain }: SeenColumn) => /\b(?:utc|gmt|zulu)\b/.test(plain);
const isEpoch = ({ time, name, plain }: SeenColumn) =>
  (time === "epoch_s" || time === "epoch_ms") && EPOCH_NAME.test(plain || name.toLowerCase());

/** Returns the columns of times; null where there is no time. */
export function timeColumns(columns: SeenColumn[]): TimeColumns | null {
  const moments = columns.filter((column) => column.time === "moment" || isEpoch(column));
  if (moments.length > 0) return ofMoments(moments);
  const [period] = columns.filter(({ time }) => time === "period");
  if (period) return { time: [period], end: [period] };
  const dates = columns.filter(({ time }) => time === "date");
  const counts = columns.filter(({ time }) => time === "day_count");
  return ofDates(dates.length > 0 ? dates : counts, columns.filter(isClock));
}

function ofMoments(moments: SeenColumn[]): TimeColumns {
  const start = best(moments.filter((column) => !isEnd(column)));
  const end = best(moments.filter((column) => isEnd(column) && !isStart(column)));
  if (!start) return { time: [end!], end: null };
  const other = end && kindOf(end) === kindOf(start) ? end : followingEnd(start, moments);
  return { time: [start], end: other ? [other] : null };
}

const kindOf = ({ time }: SeenColumn) => time;
const isClock = ({ time }: SeenColumn) => time === "clock" || time === "clock_period";

/** Times with an offset or in UTC are exact; where clocks are put back, others come twice. */
function best(moments: SeenColumn[]): SeenColumn | undefined {
  return moments.find((column) => column.filled.some(hasOffset)) ?? moments.find(isEpoch) ??
    moments.find(isUtc) ?? moments[0];
}

/** Returns the column right of the start that always holds the next line's start, whatever its name. */
function followingEnd(start: SeenColumn, moments: SeenColumn[]): SeenColumn | null {
  return moments.find(({ index, time, filled }) => {
    if (index !== start.index + 1 || time !== start.time) return false;
    const nexts = start.filled.slice(1, 200);
    const same = nexts.filter((next, i) => next === filled[i]).length;
    return nexts.length > 2 && same > nexts.length * 0.8;
  }) ?? null;
}

function ofDates(dates: SeenColumn[], clocks: SeenColumn[]): TimeColumns | null {
  const [date] = dates;
  if (!date) return null;
  const period = clocks.find(({ time }) => time === "clock_period");
  if (period) return { time: [date, period], end: [date, period] };
  const clock = clocks.find((column) => !isEnd(column)) ?? clocks[0];
  if (!clock) return { time: [date], end: null };
  const endClock = clocks.find((column) => column !== clock && isEnd(column)) ??
    clocks.find((column) => column !== clock && column.index === clock.index + 1);
  if (!endClock) return { time: [date, clock], end: null };
  const endDate = dates.find((column) => column !== date && column.index < endClock.index) ?? date;
  return { time: [date, clock], end: [endDate, endClock] };
}

/** Returns the texts of starts and ends of lines; `ends` is null where the file has none. */
export function periodTexts(
  rows: string[][],
  { time, end = null }: { time: readonly SeenColumn[]; end?: readonly SeenColumn[] | null },
): { starts: string[]; ends: string[] | null } {
  const of = (columns: readonly SeenColumn[]) => ({ columns: columns.map(({ index }) => index) });
  const columns = { time: of(time), end_time: end && of(end) };
  const found = rows.map((row) => timesOf(row, columns));
  const texts = (pick: (times: TimeTexts) => string | null) =>
    found.map((times) => (pick(times) ?? "").trim());
  return { starts: texts(({ start }) => start), ends: end && texts((times) => times.end) };
}
