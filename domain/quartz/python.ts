/** How Python writes and reads what the site API of Quartz has in its texts. */

/** Returns a number as Python writes a float: `10.0`, `0.5`, `1e+16`. */
export function floatText(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e16) return `${number}.0`;
  return String(number).replace(/e([+-])(\d)$/, "e$10$2");
}

/** Returns texts as Python writes a list of them. */
export const listText = (texts: readonly string[]): string =>
  `[${texts.map((text) => `'${text}'`).join(", ")}]`;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** Reads a text as Python's `float` does; undefined for what is no number, and for NaN. */
export function floatOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed);
  const [, sign] = INFINITE.exec(trimmed) ?? [];
  return sign === undefined ? undefined : sign === "-" ? -Infinity : Infinity;
}

/** Returns a UUID as PostgreSQL writes it, of any form that Python's `UUID` reads; else undefined. */
export function uuidOf(text: string): string | undefined {
  const digits = text.toLowerCase().replace(/^urn:/, "").replace(/^uuid:/, "")
    .replace(/^\{+|\}+$/g, "").replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/.test(digits)) return undefined;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
