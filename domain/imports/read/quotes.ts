/** Where the quotes of a line leave its reader: outside of them, in a cell that goes on, or nowhere. */
export type Quoting = "closed" | "open" | "broken";

/** The code of a quotation mark. */
const QUOTE = 34;

/** Tells blanks as csv-parse trims them, which are those of `\s`; a delimiter is none. */
function isBlank(code: number, delimiter: number): boolean {
  if (code === delimiter) return false;
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return BLANK.test(String.fromCharCode(code));
}

const BLANK = /\s/;

/**
 * Follows the quotes of a line as RFC 4180 has them: a cell may begin with one (here after blanks,
 * too), a doubled one in it is a letter, and after the closing one comes the delimiter or the end.
 * Quotes within a cell that begins without one are letters. `isOpen`: the line goes on in a cell
 * that an earlier line began.
 */
export function quotingOf(line: string, delimiter: string, isOpen: boolean): Quoting {
  const mark = delimiter.charCodeAt(0);
  let at = 0;
  let inside = isOpen;
  while (true) {
    if (!inside) {
      while (isBlank(line.charCodeAt(at), mark)) at++;
      if (line.charCodeAt(at) !== QUOTE) {
        at = line.indexOf(delimiter, at);
        if (at < 0) return "closed";
        at++;
        continue;
      }
      at++;
    }
    inside = false;
    at = closingOf(line, at);
    if (at < 0) return "open";
    // csv-parse 7.0.3 takes no blank of several bytes here.
    while (line.charCodeAt(at) < 128 && isBlank(line.charCodeAt(at), mark)) at++;
    if (at >= line.length) return "closed";
    if (line.charCodeAt(at) !== mark) return "broken";
    at++;
  }
}

/** Returns the place after the quote that closes a cell; -1 where it goes on after the line. */
function closingOf(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at >= 0 && line.charCodeAt(at + 1) === QUOTE) at = line.indexOf('"', at + 2);
  return at < 0 ? -1 : at + 1;
}
