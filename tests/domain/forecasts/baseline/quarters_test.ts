import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  dayOfQuarter,
  QUARTER,
  quarterHours,
  quarterOf,
  timeOfDay,
} from "../../../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../../../domain/generation/energy.ts";
import { milliseconds, MINUTE } from "../../../../domain/time/time.ts";

const NOON = milliseconds("2026-06-21T12:00:00Z");
const FIRST = quarterOf(NOON);

/** Powers of periods of so many minutes from noon on; undefined is a gap. */
function measured(minutes: number, powers: (number | undefined)[]): PowerPeriod[] {
  return powers.flatMap((powerKw, i) => {
    const startMs = NOON + i * minutes * MINUTE;
    return powerKw === undefined ? [] : [{ startMs, endMs: startMs + minutes * MINUTE, powerKw }];
  });
}

function means(periods: PowerPeriod[], count: number, knownMinutes = Infinity): number[] {
  const known = { knownMs: NOON + knownMinutes * MINUTE, capacityKw: 10 };
  return [...quarterHours(periods, FIRST, count, known).values];
}

describe("quarter hours", () => {
  it("are counted from 1970, 96 to a day, also before", () => {
    assert.equal(quarterOf(NOON + QUARTER - 1), FIRST);
    assert.equal(timeOfDay(FIRST), 48);
    assert.equal(dayOfQuarter(FIRST) * 96 + 48, FIRST);
    assert.deepEqual([timeOfDay(-1), dayOfQuarter(-1)], [95, -1]);
  });

  it("are means by time of ten, fifteen, thirty and sixty minutes", () => {
    assert.deepEqual(means(measured(10, [3, 6, 9]), 2), [4, 8]);
    assert.deepEqual(means(measured(15, [3, 6]), 2), [3, 6]);
    assert.deepEqual(means(measured(30, [3, 6]), 4), [3, 3, 6, 6]);
    assert.deepEqual(means(measured(60, [3]), 4), [3, 3, 3, 3]);
    assert.deepEqual(means(measured(5, [1, 2, 3]), 1), [2]);
  });

  it("need two thirds of them measured", () => {
    assert.deepEqual(means(measured(10, [3]), 2), [3, NaN]);
    assert.deepEqual(means(measured(5, [undefined, 4, 2]), 1), [3]);
    assert.deepEqual(means(measured(10, [undefined, 6, 9]), 2), [NaN, 8]);
  });

  it("know nothing of periods that had not ended", () => {
    assert.deepEqual(means(measured(10, [3, 6, 9]), 2, 20), [4, NaN]);
    assert.deepEqual(means(measured(10, [3, 6, 9]), 2, 19), [3, NaN]);
    assert.deepEqual(means(measured(10, [3, 6, 9]), 2, 9), [NaN, NaN]);
  });

  it("take impossible power for none, and what a plant takes in at night for nothing", () => {
    const [high, low] = [15.1, -1.1];
    assert.deepEqual(means(measured(15, [high, 15, -1, low, NaN]), 5), [NaN, 15, 0, NaN, NaN]);
  });

  it("tell how long the measured periods are, of which nothing is known before their end", () => {
    const grainOf = (minutes: number, count: number) =>
      quarterHours(measured(minutes, new Array(count).fill(1)), FIRST, 24, {
        knownMs: Infinity,
        capacityKw: 10,
      }).grain;
    assert.deepEqual([5, 10, 15, 30, 60].map((minutes) => grainOf(minutes, 3)), [1, 1, 1, 2, 4]);
    assert.equal(grainOf(15, 0), 1);
  });

  it("leave out what lies before and after, and periods that are empty or end before they begin", () => {
    const around = [
      { startMs: NOON - 15 * MINUTE, endMs: NOON, powerKw: 1 },
      { startMs: NOON - 5 * MINUTE, endMs: NOON + 15 * MINUTE, powerKw: 2 },
      { startMs: NOON + 15 * MINUTE, endMs: NOON + 30 * MINUTE, powerKw: 3 },
      { startMs: NOON, endMs: NOON, powerKw: 9 },
      { startMs: NOON + 13 * MINUTE, endMs: NOON + 2 * MINUTE, powerKw: 9 },
    ];
    assert.deepEqual(means(around, 1), [2]);
  });
});
