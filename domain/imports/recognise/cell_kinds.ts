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
const RANGE = /^(?<start>.*\d:\d\d.*?) ?(?:-|–|—|to|bis|\/) ?(?<end>.*\d:\d\d.*)$/;

/** Most cells are numbers, and numbers of fewer digits than a date are no times. */
const SHORT_NUMBER = /^[+-]?\d{1,7}(?:[.,]\d+)?$/;

export type TimeKind = "moment" | "date" | "clock" | "epoch_s" | "epoch_ms" | "range";

/** Returns what kind of time a cell looks like; null for other text. */
export function timeKindOf(cell: string): TimeKind | null {
  if (cell.length < 4 || cell.length > 60 || SHORT_NUMBER.test(cell)) return null;
  if (EPOCH_S.test(cell)) return "epoch_s";
  if (EPOCH_MS.test(cell)) return "epoch_ms";
  if (PACKED.test(cell)) return "moment";
  const date = DATE.exec(cell);
  if (date) return date.groups?.rest ? "moment" : "date";
  if (ONLY_CLOCK.test(cell)) return "clock";
  const parts = RANGE.exec(cell)?.groups;
  return parts && timeKindOf(parts.start!.trim()) === "moment" ? "range" : null;
}

/** Returns whether an offset from UTC is written beside the time. */
export const hasOffset = (cell: string): boolean =>
  DATE.exec(cell)?.groups?.offset !== undefined ||
  (ONLY_CLOCK.test(cell) && /(?:z|utc|gmt|[+-]\d\d?:?\d*)$/i.test(cell));

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
