/**
 * The parts of a time as programs write it: a blank or a small letter for T, no seconds, an offset
 * without its colon or minutes.
 */
const WRITTEN =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)? ?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)$/;
/** How RFC 3339 has it: most times are, and are not taken apart. */
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** An unescaped + arrives as a blank from a query string (WHATWG URL, form encoding). */
const LOST_PLUS = /^(.{15,}\d) (\d\d:?\d\d)$/;

/**
 * Writes a time with its offset as RFC 3339 has it, where it can be read in one way only
 * (`2026-11-21 09:00+0000`); returns other text as it is.
 */
export function asRfc3339(text: string): string {
  if (CANONICAL.test(text)) return text;
  const parts = WRITTEN.exec(text.trim());
  if (!parts) return text;
  const [, day, minutes, seconds = ":00", z, sign, hours, rest = "00"] = parts;
  return `${day}T${minutes}${seconds}${z ? "Z" : `${sign}${hours}:${rest}`}`;
}

/** Does the same for a time in a query string, in which an unescaped + has become a blank. */
export function fromQuery(text: string): string {
  return asRfc3339(text.replace(LOST_PLUS, "$1+$2"));
}

/** Longest part of a text that a message repeats. */
const MOST_LETTERS = 40;

/** Returns a value as it was sent, in quotes and shortened, for a message. */
export function asSent(value: unknown): string {
  const isJson = typeof value === "object" && value !== null;
  const text = value === undefined ? "nothing" : isJson ? JSON.stringify(value) : `${value}`.trim();
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
  return typeof value === "string" ? `"${short}"` : short;
}
