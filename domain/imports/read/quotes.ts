/** Where the quotes of a line leave its reader: outside of them, in a cell that goes on, or nowhere. */
export type Quoting = "closed" | "open" | "broken";

/** The code of a quotation mark. */
const QUOTE = 34;
const isBlank = (code: number, delimiter: number) =>
  code !== delimiter && (code === 32 || code === 9 || code === 0xa0);

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
    while (isBlank(line.charCodeAt(at), mark)) at++;
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
