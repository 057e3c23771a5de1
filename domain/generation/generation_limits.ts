import { notYetMeasured, type Wrong, wrongPeriod, wrongPower } from "../value_limits.ts";
import type { GenerationValue } from "./generation_value.ts";

/** A measured value as it is sent; null is a gap. */
export type SentGeneration = Omit<GenerationValue, "generation_power_kw"> & {
  generation_power_kw: number | null;
};

/** Returns what is wrong, at `nowMs`, with a measured value of a site of this largest capacity. */
export function wrongGeneration(
  value: SentGeneration,
  capacityKw: number | null,
  nowMs: number,
): Wrong | undefined {
  const { generation_power_kw: kw } = value;
  return wrongPeriod(value) ?? notYetMeasured(value, nowMs) ??
    (kw === null ? undefined : wrongPower("generation_power_kw", kw, capacityKw));
}
