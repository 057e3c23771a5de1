import fc from "fast-check";
import { MINUTE, utcText } from "../../domain/time/time.ts";

/** Mean power over minutes from the start of the data. */
export interface RandomRow {
  start: number;
  minutes: number;
  kw: number;
}

/** First minute of random data. */
export const FIRST = "2026-06-18T00:00:00Z";
const FIRST_MS = Temporal.Instant.from(FIRST).epochMilliseconds;
/** Minutes in which random rows start and end: two days. */
export const SPAN = 2 * 1440;

/** Returns the time of a minute of random data. */
export const timeAt = (minute: number) => utcText(FIRST_MS + minute * MINUTE);

/** A series of periods of one length, shifted off the full hour and with gaps. */
export const randomSeries: fc.Arbitrary<RandomRow[]> = fc.record({
  minutes: fc.constantFrom(5, 7, 10, 15, 20, 30, 60, 360, 1440),
  shift: fc.integer({ min: 0, max: 90 }),
  kw: fc.array(fc.option(fc.integer({ min: -1, max: 40 }), { freq: 4 }), {
    minLength: 1,
    maxLength: 60,
  }),
}).map(({ minutes, shift, kw }) =>
  kw.flatMap((power, index) => {
    const start = shift + index * minutes;
    return power === null || start + minutes > SPAN ? [] : [{ start, minutes, kw: power }];
  })
);

/** Returns the energy in kWh, minute by minute: the first row that covers a minute counts. */
export function energyByMinute(rows: RandomRow[]): number {
  const power = Array<number | undefined>(SPAN).fill(undefined);
  for (const { start, minutes, kw } of rows) {
    for (let minute = start; minute < start + minutes; minute++) power[minute] ??= kw;
  }
  return power.reduce<number>((sum, kw) => sum + (kw ?? 0), 0) / 60;
}
