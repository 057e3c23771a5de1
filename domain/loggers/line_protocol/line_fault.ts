/** Why a line cannot be read, in the words that InfluxDB has for it. */
export class LineFault extends Error {}

/** Returns the place of the first such character that no backslash comes before; -1 without one. */
export function unescaped(text: string, character: string, from: number): number {
  let at = text.indexOf(character, from);
  while (at > 0 && text[at - 1] === "\\") at = text.indexOf(character, at + 1);
  return at;
}

/** Returns the place of the first character that is no space, tab or NUL. */
export function afterBlank(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 9 || code === 0;) {
    code = text.charCodeAt(++at);
  }
  return at;
}

/** Returns a measurement, a tag or the key of a field without the backslashes that escape. */
export const unescape = (text: string): string =>
  text.includes("\\") ? text.replace(/\\([, ="])/g, "$1") : text;
