import { plainSpelling } from "./spelling.ts";
import { withoutZoneWord, zoneWordOf } from "./zone_words.ts";

const CLOCK = "\\d{1,2}[:.]\\d\\d(?:[:.]\\d\\d(?:[.,]\\d{1,9})?)?(?: ?[ap]\\.?m\\.?)?";
const OFFSET = "(?: ?(?:z|(?:utc|gmt)?[+-]\\d\\d?(?::?\\d\\d)?))?";
const PERIOD = new RegExp(
  `^(?<before>(?:.*[^\\d.:])?)(?<clock>${CLOCK})(?<offset>${OFFSET})` +
    `(?: ?(?:[-–—/]|\\.\\.\\.?) ?| (?:to|till|until|bis|à|a|al|tot) )` +
    `(?<end>(?:.*[^\\d.:])?${CLOCK}${OFFSET})$`,
  "i",
);
const ONLY_CLOCK = new RegExp(`^${CLOCK}${OFFSET}$`, "i");

/** Start and end of a period that are written in one text. */
export interface PeriodText {
  start: string;
  end: string;
  /** Whether the end has a date of its own; else it is of the day of the start, or of the next. */
  hasOwnDate: boolean;
}

/**
 * Returns start and end of "01.05.2026 13:00 - 13:15" as two times; null for any other text. A word
 * for a zone at the end is of both.
 */
export function periodText(text: string): PeriodText | null {
  const plain = plainSpelling(text.trim());
  const word = zoneWordOf(plain)?.word;
  const parts = PERIOD.exec(word ? withoutZoneWord(plain) : plain)?.groups;
  if (!parts) return null;
  const { before = "", clock = "", offset = "", end = "" } = parts;
  const isClock = ONLY_CLOCK.test(end);
  const zone = word ? ` ${word}` : "";
  return {
    start: before + clock + offset + zone,
    end: (isClock ? before + end : end) + zone,
    hasOwnDate: !isClock,
  };
}
