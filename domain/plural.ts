/** Returns `3,000`. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Returns `1 site`, `3,000 sites`. */
export function counted(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

/** Lists count rows up to this: counting a million takes longer than showing fifty. */
export const MOST_COUNTED = 50_000;

/** Returns `1 site`, `3,000 sites`, or `50,000+ sites` for a count that stopped at `most`. */
export function countedUpTo(count: number, word: string, most = MOST_COUNTED): string {
  return count > most ? counted(most, word).replace(" ", "+ ") : counted(count, word);
}
