import { HOUR, MINUTE } from "../../time/time.ts";

/** The days from the day that spreadsheets count as 0, 30 December 1899, to 1 January 1970. */
const UNTIL_1970 = 25_569;
const UNTIL_2100 = 73_051;

const COUNT =
  /^(?<days>\d{5})(?:[.,](?<part>\d{1,15}))?(?: (?:(?<time>[01](?:[.,]\d{1,15})?|[.,]\d{1,15})|(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?))?$/;
/** A fraction with fewer digits is a rounded minute. */
const DIGITS_OF_SECONDS = 5;

/**
 * Returns what the clock shows at a count of days, as milliseconds from 1970 that it would be in UTC:
 * "45000.25" is 06:00 of 15 March 2023. The time of day can stand behind it, as a fraction or a time:
 * "45000 0.25", "45000 06:00". Returns undefined for any other text.
 */
export function clockOfDayCount(text: string): number | undefined {
  const found = COUNT.exec(text)?.groups;
  if (!found) return undefined;
  const days = Number(found.days) - UNTIL_1970;
  const ms = days * 24 * HOUR + fractionMs(`0.${found.part ?? 0}`) + timeMs(found);
  return ms >= 0 && Number(found.days) < UNTIL_2100 ? ms : undefined;
}

/** Returns whether a cell can be a count of days from 1990 on. */
export const isDayCount = (cell: string): boolean =>
  /^\d{5}(?:[.,]\d{1,15})?$/.test(cell) && cell >= "32874" && clockOfDayCount(cell) !== undefined;

function timeMs({ time, hour, minute, second }: Record<string, string | undefined>): number {
  if (time !== undefined) return fractionMs(time.replace(",", "."));
  if (hour === undefined) return 0;
  const [hours, minutes, seconds] = [hour, minute, second ?? 0].map(Number);
  if (hours! > 24 || minutes! > 59 || seconds! > 59) return NaN;
  return hours! * HOUR + minutes! * MINUTE + seconds! * 1000;
}

function fractionMs(fraction: string): number {
  const digits = fraction.split(".")[1]?.length ?? 0;
  const unit = digits < DIGITS_OF_SECONDS ? MINUTE : 1000;
  return Math.round(Number(fraction) * 24 * HOUR / unit) * unit;
}
