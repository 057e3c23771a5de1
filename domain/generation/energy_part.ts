/** Measured energy between edges of time, as the database adds it up. */
import type { Span } from "./energy.ts";

/** Energy that was measured within a span of time, and for how long of it. */
export interface EnergyPart extends Span {
  kwh: number;
  measuredMs: number;
}

/** An energy part of which it is known whether the sun is down in it. */
export interface LitPart extends EnergyPart {
  isDark: boolean;
}

/** Marks the parts with the sun down; nights, in order, begin and end at edges of parts. */
export function litParts(parts: readonly EnergyPart[], nights: readonly Span[]): LitPart[] {
  let next = 0;
  return parts.map((part) => {
    while (next < nights.length && nights[next]!.endMs <= part.startMs) next++;
    return { ...part, isDark: next < nights.length && nights[next]!.startMs <= part.startMs };
  });
}

/** Energy of a span, and the share of its daylight that was measured, 0 to 1. */
export interface MeasuredEnergy {
  kwh: number;
  covered: number;
}

/**
 * Adds up the parts, without gaps between them, that lie in a span. Without any daylight, the share
 * is that of the whole span.
 */
export function energyOfParts(parts: readonly LitPart[], { startMs, endMs }: Span): MeasuredEnergy {
  let [kwh, lightMs, litMs, measuredMs] = [0, 0, 0, 0];
  for (const part of parts) {
    if (part.startMs < startMs || part.endMs > endMs) continue;
    kwh += part.kwh;
    measuredMs += part.measuredMs;
    if (part.isDark) continue;
    lightMs += part.endMs - part.startMs;
    litMs += part.measuredMs;
  }
  return { kwh, covered: lightMs > 0 ? litMs / lightMs : measuredMs / (endMs - startMs) };
}
