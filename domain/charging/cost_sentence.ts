import type { SessionCost } from "./session.ts";

const REMARKS: Partial<Record<string, string>> = {
  location_rate: "location",
  member_rate: "member",
};

/**
 * Returns how rates gave the shown cost: `50 kWh × 0.36 (member)`, with the fee of a session where
 * there is one; undefined where no rate gave it.
 */
export function costSentence(
  { source, rate, fee }: Pick<SessionCost, "source" | "rate" | "fee">,
  energyKwh: number | null,
): string | undefined {
  if (rate === null || energyKwh === null || source === null) return undefined;
  const remark = REMARKS[source];
  const plus = fee ? ` + ${fee}` : "";
  return `${energyKwh} kWh × ${rate}${plus}${remark ? ` (${remark})` : ""}`;
}
