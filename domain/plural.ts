/** `3,000`. */
export function count(number: number): string {
  return number.toLocaleString("en-GB");
}

/** `1 site`, `3,000 sites`. */
export function counted(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

/** Lists count no further: to count a million rows takes longer than to show fifty. */
export const MOST_COUNTED = 50_000;

/** `1 site`, `3,000 sites`, `50,000+ sites` for a count that was given up. */
export function countedUpTo(count: number, word: string, most = MOST_COUNTED): string {
  return count > most ? counted(most, word).replace(" ", "+ ") : counted(count, word);
}
