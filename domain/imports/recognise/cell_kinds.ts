import { periodText } from "../read/period_cell.ts";
import { plainSpelling } from "../read/spelling.ts";
import { withoutZoneWord } from "../read/zone_words.ts";
import { unitOf } from "./units.ts";

const MONTH = "\\p{L}{3,10}\\.?";
const CLOCK = "\\d{1,2}[:.]\\d\\d(?:[:.]\\d\\d(?:[.,:]\\d{1,9})?)?(?: ?[ap]\\.?m\\.?)?";
const DATES = [
  "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}",
  "\\d{1,2}([-/.])\\d{1,2}\\1(?:\\d{4}|\\d\\d)",
  "(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
  `\\d{1,2}(?:st|nd|rd|th|\\.)?[- /]${MONTH}[- /,]{1,2}(?:\\d{4}|\\d\\d)`,
  `${MONTH}[- ]\\d{1,2}(?:st|nd|rd|th)?[-, ]{1,2}\\d{4}`,
  `\\d{4}[- /]${MONTH}[- /]\\d{1,2}`,
];
const OFFSET = "(?:z|utc|gmt|(?:utc|gmt)?[+-]\\d\\d?(?::?\\d\\d)?)";
const DATE = new RegExp(
  `^(?:\\p{L}{2,10}\\.?,? )?(?:${
    DATES.join("|")
  })(?<rest>(?:t|,? |-)(?:${CLOCK}|\\d{4}(?:\\d\\d)?)(?: ?(?<offset>${OFFSET}))?)?$`,
  "iu",
);
const PACKED =
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-4])[0-5]\d(?:[0-5]\d)?$/;
const ONLY_CLOCK = new RegExp(`^${CLOCK.replace("[:.]", ":")}(?: ?${OFFSET})?$`, "iu");
const EPOCH_S = /^1[0-9]\d{8}(?:\.\d{1,9})?$/;
const EPOCH_MS = /^1[0-9]\d{11}$/;
/** A time of day with a dot looks like a number: only the name of its column tells it. */
const DOTTED_CLOCK = /^(?:[01]?\d|2[0-4])\.[0-5]\d$/;

/** Most cells are numbers, and numbers of fewer digits than a date are no times. */
const SHORT_NUMBER = /^[+-]?\d{1,7}(?:[.,]\d+)?$/;

/** A period has its start and its end in one cell: two moments, or two times of day. */
export type TimeKind =
  | "moment"
  | "date"
  | "clock"
  | "epoch_s"
  | "epoch_ms"
  | "day_count"
  | "period"
  | "clock_period";

/** Returns what kind of time a cell looks like; null for other text. */
export function timeKindOf(cell: string): TimeKind | null {
  if (cell.length < 4 || cell.length > 80 || SHORT_NUMBER.test(cell)) return null;
  if (EPOCH_S.test(cell)) return "epoch_s";
  if (EPOCH_MS.test(cell)) return "epoch_ms";
  if (PACKED.test(cell)) return "moment";
  const plain = spelled(cell);
  const date = DATE.exec(plain);
  if (date) return date.groups?.rest ? "moment" : "date";
  if (ONLY_CLOCK.test(plain)) return "clock";
  const start = periodText(plain)?.start;
  if (start === undefined) return null;
  if (isDottedClock(start)) return "clock_period";
  const kind = timeKindOf(start.trim());
  return kind === "moment" ? "period" : kind === "clock" ? "clock_period" : null;
}

const spelled = (cell: string) => withoutZoneWord(plainSpelling(cell));
export const isDottedClock = (cell: string): boolean => DOTTED_CLOCK.test(cell);

/** Returns whether an offset from UTC is written beside the time. */
export function hasOffset(cell: string): boolean {
  const plain = spelled(cell);
  return DATE.exec(plain)?.groups?.offset !== undefined ||
    (ONLY_CLOCK.test(plain) && /(?:z|utc|gmt|[+-]\d\d?:?\d*)$/i.test(plain));
}

/** What files have where there is no value. */
const NO_VALUE =
  /^(?:|-+|—|n\/?a|#n\/a|nan|null|none|nil|unknown|unavailable|inf|\\n|undefined|missing)$/i;
export const isNoValue = (cell: string): boolean => NO_VALUE.test(cell);

const NUMBER = /^[+\-\u2212]?(?:\d[\d.,'’ \u00a0\u2009\u202f]*|[.,]\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Returns whether a cell looks like a number, whatever its marks. */
export const isNumberLike = (cell: string): boolean => cell.length <= 40 && NUMBER.test(cell);

/** Words for a way to write times, as in "dd.MM.yyyy HH:mm". */
const TIME_FORMAT = /^[[(]?[dmyhtsja./: ,\-]{6,30}[\])]?$/i;

/** Returns whether a cell of a line under the header says a unit or how times are written. */
export const isUnitCell = (cell: string): boolean =>
  unitOf(cell) !== null || (TIME_FORMAT.test(cell) && /[yja]{2}|h{2}/i.test(cell));
