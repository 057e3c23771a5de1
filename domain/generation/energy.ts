import { HOUR } from "../time/time.ts";

/** A span of time, half-open `[startMs, endMs)`, in milliseconds since 1970. */
export interface Span {
  startMs: number;
  endMs: number;
}

/** Mean power over a span, in kW. */
export interface PowerPeriod extends Span {
  powerKw: number;
}

/**
 * Returns the parts of periods inside the span, in order and without overlap. Where
 * two overlap, the one that starts first counts up to its end; pieces read from the database do not
 * overlap.
 */
export function within<P extends Span>(periods: readonly P[], span: Span): P[] {
  const parts: P[] = [];
  let freeMs = span.startMs;
  for (const period of inOrder(periods)) {
    if (period.endMs <= freeMs) continue;
    const startMs = Math.max(period.startMs, freeMs);
    const endMs = Math.min(period.endMs, span.endMs);
    if (startMs >= endMs) continue;
    parts.push({ ...period, startMs, endMs });
    freeMs = endMs;
  }
  return parts;
}

/** Returns periods by their start; those that are in order already, which most are, as they are. */
function inOrder<P extends Span>(periods: readonly P[]): readonly P[] {
  const isInOrder = periods.every(({ startMs }, at) =>
    at === 0 || periods[at - 1]!.startMs <= startMs
  );
  return isInOrder ? periods : periods.toSorted((a, b) => a.startMs - b.startMs);
}

/** Returns the parts of the span that no period covers, in order. */
export function gaps(periods: readonly Span[], span: Span): Span[] {
  const found: Span[] = [];
  let freeMs = span.startMs;
  for (const { startMs, endMs } of within(periods, span)) {
    if (startMs > freeMs) found.push({ startMs: freeMs, endMs: startMs });
    freeMs = endMs;
  }
  if (freeMs < span.endMs) found.push({ startMs: freeMs, endMs: span.endMs });
  return found;
}

/** Groups periods, which are in order, into stretches without a gap. */
export function stretches<P extends Span>(periods: readonly P[]): P[][] {
  const found: P[][] = [];
  for (const period of periods) {
    const run = found.at(-1);
    if (run?.at(-1)?.endMs === period.startMs) run.push(period);
    else found.push([period]);
  }
  return found;
}

/** Splits periods at the times that are inside one. */
export function split<P extends Span>(periods: readonly P[], timesMs: readonly number[]): P[] {
  return periods.flatMap((period) => {
    const inside = timesMs.filter((ms) => ms > period.startMs && ms < period.endMs);
    const edges = [period.startMs, ...new Set(inside.toSorted((a, b) => a - b)), period.endMs];
    return edges.slice(1).map((endMs, index) => ({ ...period, startMs: edges[index]!, endMs }));
  });
}

/** Returns the length of all spans together in milliseconds. */
export function lengthMs(spans: readonly Span[]): number {
  return spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** Returns the energy in kWh of periods that do not overlap. */
export function energyKwh(periods: readonly PowerPeriod[]): number {
  return periods.reduce(
    (sum, { startMs, endMs, powerKw }) => sum + powerKw * (endMs - startMs),
    0,
  ) /
    HOUR;
}

/** Rounds a power or energy in kW or kWh to three digits, which is to W or Wh. */
export function thousandths(kilo: number): number {
  return Math.round(kilo * 1000) / 1000;
}

/**
 * Returns the mean power over each span in kW; null where the periods cover less than a share of it,
 * by default less than all. Both are in order, and neither overlap among themselves.
 */
export function meansOver(
  periods: readonly PowerPeriod[],
  spans: readonly Span[],
  leastShare = 1,
): (number | null)[] {
  let next = 0;
  return spans.map(({ startMs, endMs }) => {
    while (next < periods.length && periods[next]!.endMs <= startMs) next++;
    let [energy, covered] = [0, 0];
    for (let at = next; at < periods.length && periods[at]!.startMs < endMs; at++) {
      const period = periods[at]!;
      const length = Math.min(period.endMs, endMs) - Math.max(period.startMs, startMs);
      energy += period.powerKw * length;
      covered += length;
    }
    return covered === 0 || covered < leastShare * (endMs - startMs) ? null : energy / covered;
  });
}

/**
 * Splits a span into slots of equal length (the last one may be shorter), and returns the mean
 * power of each slot that the periods cover completely. The periods are in order and do not
 * overlap.
 */
export function slotMeans(
  periods: readonly PowerPeriod[],
  { startMs, endMs }: Span,
  slotMs: number,
): PowerPeriod[] {
  const slots = Array.from({ length: Math.ceil((endMs - startMs) / slotMs) }, (_, index) => {
    const slotStart = startMs + index * slotMs;
    return { startMs: slotStart, endMs: Math.min(slotStart + slotMs, endMs) };
  });
  const means = meansOver(periods, slots);
  return slots.flatMap((slot, index) => {
    const powerKw = means[index]!;
    return powerKw === null ? [] : [{ ...slot, powerKw }];
  });
}
