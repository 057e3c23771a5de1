const SPACE = /[ \t\n\r]*/y;
const SCALAR = /[^\s,:"[\]{}]+/y;

/** The error for text that is no JSON, with the place in it, counted in characters from 0. */
export class MalformedJson extends SyntaxError {
  constructor(readonly at: number) {
    super("Malformed JSON");
  }
}

/** Returns the place of the first character that is no white space. */
export function afterSpace(text: string, at: number): number {
  return endOfMatch(SPACE, text, at);
}

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Returns the place after the string that begins here. Throws MalformedJson when it does not end. */
export function endOfString(text: string, at: number): number {
  for (let end = at;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw new MalformedJson(at);
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
}

/**
 * Returns the place after the value that begins here, without looking whether it is valid; undefined
 * for a list or an object of more than `most` characters. Throws MalformedJson when there is no value.
 */
export function endOfValue(text: string, at: number, most: number): number | undefined {
  const first = text[at];
  if (first === '"') return endOfString(text, at);
  if (first === "[" || first === "{") return endOfNested(text, at, most);
  const end = endOfMatch(SCALAR, text, at);
  if (end === at) throw new MalformedJson(at);
  return end;
}

function endOfNested(text: string, start: number, most: number): number | undefined {
  const limit = Math.min(text.length, start + most);
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === "[" || character === "{") depth++;
    else if ((character === "]" || character === "}") && --depth === 0) return at + 1;
  }
  if (limit === text.length) throw new MalformedJson(limit);
  return undefined;
}
