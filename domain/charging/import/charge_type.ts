/** What files call alternating and direct current, in capitals without `_` and `-`. */
const TYPES = new Map<string, "AC" | "DC">([
  ...["AC", "AC BASIC", "AC CHARGING", "AC LEVEL 1", "AC LEVEL 2", "LEVEL 1", "LEVEL 2", "L1", "L2"]
    .map((name) => [name, "AC"] as const),
  ...["DC", "DC FAST", "DC CHARGING", "DC FAST CHARGING", "DCFC", "DC LEVEL 3", "LEVEL 3", "L3"]
    .map((name) => [name, "DC"] as const),
]);

/** Returns AC or DC for what a file calls it; undefined for another text. */
export function chargeTypeOf(text: string): "AC" | "DC" | undefined {
  return TYPES.get(text.trim().toUpperCase().replace(/[_\-\s]+/g, " "));
}
