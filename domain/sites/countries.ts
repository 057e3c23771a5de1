/** Names of countries. Sites store codes of ISO 3166-1 in lower case, and `uk` (place_facts.ts). */

const names = new Intl.DisplayNames("en-GB", { type: "region", fallback: "none" });
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** English names by the code that sites store. Made once: a name by Intl takes 10 µs. */
const NAMES = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .flatMap((code): [string, string][] => {
      const name = names.of(code.toUpperCase());
      return name === undefined || code === "uk" || code === "zz"
        ? []
        : [[code === "gb" ? "uk" : code, name]];
    }),
);

/** Returns the English name of a stored country; other texts as they are. */
export function countryName(stored: string): string {
  return NAMES.get(stored.toLowerCase()) ?? stored;
}

/** Returns the stored codes of the countries whose English name contains a text, in any case. */
export function countriesNamed(part: string): string[] {
  const wanted = part.toLowerCase();
  return [...NAMES].filter(([, name]) => name.toLowerCase().includes(wanted)).map(([code]) => code);
}
