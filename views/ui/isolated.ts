/** Characters of scripts that are written from right to left, and those that change the direction. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Returns a name for texts that hold no elements (titles, attributes, options), so that its direction
 * does not reach the words around it: within FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, as
 * `<bdi>` does in markup (Unicode Standard Annex #9). A name that turns nothing stays as it is.
 */
export function isolated(name: string): string {
  return TURNS.test(name) ? `\u2068${name.replace(CONTROLS, "")}\u2069` : name;
}
