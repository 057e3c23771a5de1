import { HOUR, MINUTE, utcText } from "../../time/time.ts";
import { leadClass } from "./blend_model.ts";

/** A value of a run that is blended: mean power over [startMs, endMs). */
export interface BlendedValue {
  startMs: number;
  endMs: number;
  powerKw: number;
  /** Other levels in kW by name, as `p10`. */
  levels: Record<string, number>;
}

/**
 * Blends two runs, each in order, from `issueMs` on: where both have a value, by the weight of its
 * lead, level by level; levels that one lacks are left out. Powers are rounded to W.
 */
export function blendRuns(
  first: readonly BlendedValue[],
  second: readonly BlendedValue[],
  weights: readonly number[],
  issueMs: number,
) {
  const found = [];
  let freeMs = issueMs;
  for (let a = 0, b = 0; a < first.length && b < second.length;) {
    const [one, other] = [first[a]!, second[b]!];
    const startMs = Math.max(one.startMs, other.startMs, freeMs);
    const endMs = Math.min(one.endMs, other.endMs);
    const lead = leadClass((startMs - issueMs) / HOUR);
    if (startMs < endMs && lead !== undefined) {
      found.push(blendedValue(one, other, weights[lead]!, { startMs, endMs, issueMs }));
      freeMs = endMs;
    }
    if (one.endMs <= other.endMs) a++;
    else b++;
  }
  return found;
}

function blendedValue(
  one: BlendedValue,
  other: BlendedValue,
  share: number,
  { startMs, endMs, issueMs }: { startMs: number; endMs: number; issueMs: number },
) {
  const mix = (a: number, b: number) => Math.round((share * a + (1 - share) * b) * 1000) / 1000;
  return {
    start_utc: utcText(startMs),
    end_utc: utcText(endMs),
    forecast_power_kw: mix(one.powerKw, other.powerKw),
    horizon_minutes: (startMs - issueMs) / MINUTE,
    probabilistic_values: Object.fromEntries(
      Object.keys(one.levels).filter((name) => name in other.levels)
        .map((name) => [name, mix(one.levels[name]!, other.levels[name]!)]),
    ),
  };
}
