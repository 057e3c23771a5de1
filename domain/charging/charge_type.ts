export type ChargeType = "AC" | "DC";

const TYPES = new Map<string, ChargeType>([
  ...["ac", "ac basic", "ac charging", "ac level 1", "ac level 2", "level 1", "level 2", "l1", "l2"]
    .map((text) => [text, "AC"] as const),
  ...[
    "dc",
    "dc fast",
    "dc charging",
    "dc fast charging",
    "dc dcfast",
    "dc combo",
    "dc level 3",
    "dcfc",
    "level 3",
    "l3",
  ].map((text) => [text, "DC"] as const),
]);

/**
 * Returns AC or DC for the names that cars, chargers and files give to either, whatever their case:
 * `AC_BASIC`, `Level 2`, `DC Fast`. Null for other texts.
 */
export function chargeTypeOf(text: string | null | undefined): ChargeType | null {
  const words = (text ?? "").toLowerCase().split(/[\s_-]+/).filter((word) => word !== "");
  return TYPES.get(words.join(" ")) ?? null;
}
