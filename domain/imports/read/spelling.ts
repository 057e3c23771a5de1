const CLOCK_END = "\\d[:.]\\d\\d(?:[:.]\\d\\d(?:[.,]\\d{1,9})?)?";
const OFFSET_END = "(?:z|[+-]\\d\\d?(?::?\\d\\d)?)";

/** What is written around times and changes nothing about them, and what it becomes. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  // 13h30
  [/(?<=\b\d{1,2})h(?=\d\d\b)/gi, ":"],
  // 13:30 Uhr, 1. Mai 2026 um 13:30
  [/ ?\b(?:uhr|hrs)\b\.?/gi, ""],
  [/ (?:um|at) (?=\d)/gi, " "],
  // 13:30+02:00[Europe/Berlin], 13:30 GMT+0200 (Central European Summer Time)
  [new RegExp(`(?<=${OFFSET_END}) ?(?:\\[[^\\]]*\\]|\\([^)]*\\))$`, "i"), ""],
  // 13:30 CEST+0200, 13:30 +0200 CEST
  [new RegExp(`(?<=${CLOCK_END} ?)[a-z]{3,5} ?(?=[+-]\\d\\d?(?::?\\d\\d)?$)`, "i"), ""],
  [new RegExp(`(?<=${CLOCK_END} ?${OFFSET_END}) ?[a-z]{3,5}$`, "i"), ""],
];

/** Returns a time without words that tell nothing about it, its hours and minutes divided by a mark. */
export function plainSpelling(text: string): string {
  if (!/[[(]|\p{L}{2}|\dh\d/iu.test(text)) return text;
  return SPELLINGS.reduce((found, [pattern, plain]) => found.replace(pattern, plain), text);
}
