/**
 * Text cells that a spreadsheet would run as a formula when it opens a CSV file (OWASP, CSV
 * Injection): files that we write have an apostrophe before them, and files that we read lose it.
 */

const FORMULA = /^'*[=+\-@\t\r]/;
const DISARMED = /^'+[=+\-@\t\r]/;

/**
 * Returns a text that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a
 * carriage return gets an apostrophe before it. A text that already begins with apostrophes before
 * such a character gets one more, so that `rearm` returns what it was. Numbers are not for it.
 */
export function disarm(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Returns the text that `disarm` was given. */
export function rearm(text: string): string {
  return DISARMED.test(text) ? text.slice(1) : text;
}
