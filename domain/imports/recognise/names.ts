import { HEADER_WORDS, type Role, TIME_WORDS, WITHOUT_UNIT } from "./header_words.ts";
import { isPowerOrEnergy, splitUnit } from "./units.ts";

/** Returns a name in small letters, without accents and marks, its words divided by single blanks. */
export function plainName(name: string): string {
  return name.replace(/([\p{Ll}\d])(\p{Lu}\p{Ll})/gu, "$1 $2").replace(
    /(\p{Lu})(\p{Lu}\p{Ll})/gu,
    "$1 $2",
  )
    .normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const patterns = new Map<string, RegExp>();

/** Returns whether a plain name has one of the words, which are written as in `HEADER_WORDS`. */
export function hasWord(plain: string, words: string): boolean {
  let pattern = patterns.get(words);
  if (!pattern) {
    patterns.set(words, pattern = new RegExp(words.split("|").map(sourceOf).join("|"), "u"));
  }
  return pattern.test(plain);
}

function sourceOf(word: string): string {
  if (word.startsWith("=")) return `^${word.slice(1)}$`;
  const end = word.replace(/\$$/, "(?= |$)");
  return end.startsWith("*") ? end.slice(1) : `(?:^| )${end}`;
}

/** Returns what a column is by its name; null where no word is known. */
export function roleOf(name: string, unit: string | null): Role | null {
  const plain = plainName(name);
  const hasPower = isPowerOrEnergy(unit);
  const found = HEADER_WORDS.find(([role, words]) =>
    !(hasPower && WITHOUT_UNIT.has(role)) && hasWord(plain, words)
  );
  if (found) return found[0];
  return hasPower ? "generic" : null;
}

/** Returns whether a cell is the name of a column, by its words. */
export function hasKnownWords(cell: string): boolean {
  const { name, unit } = splitUnit(cell);
  return unit !== null || hasWord(plainName(name), TIME_WORDS) || roleOf(name, unit) !== null;
}
