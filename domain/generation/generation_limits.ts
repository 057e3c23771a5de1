import { utcText } from "../time/time.ts";
import {
  hasPassed,
  notYetMeasured,
  type Wrong,
  wrongLength,
  wrongPeriod,
  wrongPower,
} from "../value_limits.ts";
import type { PowerPeriod } from "./energy.ts";
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

/** Returns the same of power over a period in milliseconds: a million rows need no text of a time. */
export function wrongPowerPeriod(
  period: PowerPeriod,
  capacityKw: number | null,
  nowMs: number,
): Wrong | undefined {
  const { startMs, endMs, powerKw } = period;
  const wrong = wrongLength(endMs - startMs);
  if (wrong) return wrong;
  if (!hasPassed(period, nowMs)) {
    return notYetMeasured({ start_utc: utcText(startMs), end_utc: utcText(endMs) }, nowMs);
  }
  return wrongPower("generation_power_kw", powerKw, capacityKw);
}
