import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  energyKwh,
  gaps,
  lengthMs,
  meansOver,
  type PowerPeriod,
  slotMeans,
  type Span,
  stretches,
  within,
} from "../../../domain/generation/energy.ts";
import { HOUR, MINUTE } from "../../../domain/time/time.ts";
import fc from "fast-check";

const hours = (start: number, end: number, powerKw = 1) => ({
  startMs: start * HOUR,
  endMs: end * HOUR,
  powerKw,
});

/** Mean power over one span by what is inside of it; null where not all of it is covered. */
function meanPowerKw(periods: PowerPeriod[], span: Span): number | null {
  const parts = within(periods, span);
  const length = span.endMs - span.startMs;
  return lengthMs(parts) < length ? null : energyKwh(parts) * HOUR / length;
}

describe("energy of periods", () => {
  it("is power times time", () => {
    assert.equal(energyKwh([hours(0, 2, 3), hours(5, 5.5, 10)]), 11);
    assert.equal(energyKwh([]), 0);
  });

  it("counts only what lies inside a span", () => {
    assert.equal(energyKwh(within([hours(0, 2, 3), hours(2, 4, 5)], hours(1, 3))), 8);
  });

  it("counts time that two periods claim once, for the one that began first", () => {
    const parts = within([hours(1, 2, 100), hours(0, 1.5, 10)], hours(0, 2));
    assert.deepEqual(parts, [hours(0, 1.5, 10), hours(1.5, 2, 100)]);
  });

  it("splits any span into what is covered and gaps, without remainder", () => {
    const anyHour = fc.integer({ min: -5, max: 30 });
    const periods = fc.array(fc.tuple(anyHour, anyHour).map(([a, b]) => hours(a, b)));
    fc.assert(fc.property(periods, (periods) => {
      const day = hours(0, 24);
      const covered = lengthMs(within(periods, day));
      assert.equal(covered + lengthMs(gaps(periods, day)), 24 * HOUR);
    }));
  });
});

describe("gaps and stretches", () => {
  it("finds the gaps before, between and after", () => {
    const open = gaps([hours(1, 2), hours(3, 4)], hours(0, 5));
    assert.deepEqual(open.map(({ startMs, endMs }) => [startMs / HOUR, endMs / HOUR]), [
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });

  it("breaks stretches at a gap", () => {
    const [a, b, c] = [hours(0, 1), hours(1, 2), hours(3, 4)];
    assert.deepEqual(stretches([a, b, c]), [[a, b], [c]]);
  });
});

describe("mean power", () => {
  it("weighs ten minutes into a quarter of an hour", () => {
    const tens = [30, 60, 90].map((powerKw, index) => ({
      startMs: index * 10 * MINUTE,
      endMs: (index + 1) * 10 * MINUTE,
      powerKw,
    }));
    const quarters = [0, 15].map((start) => ({
      startMs: start * MINUTE,
      endMs: (start + 15) * MINUTE,
    }));
    assert.deepEqual(meansOver(tens, quarters), [40, 80]);
  });

  it("is unknown when any of the time is", () => {
    assert.deepEqual(meansOver([hours(0, 1)], [hours(0, 2)]), [null]);
    assert.deepEqual(meansOver([hours(0, 1), hours(1.5, 2)], [hours(0, 2)]), [null]);
    assert.deepEqual(meansOver([], [hours(0, 2)]), [null]);
  });
});

describe("means of slots", () => {
  const period = (start: number, end: number, powerKw: number) => ({
    startMs: start * MINUTE,
    endMs: end * MINUTE,
    powerKw,
  });

  it("are the mean power over each slot, and leave out one that is not covered completely", () => {
    const periods = [period(-5, 10, 3), period(10, 40, 6), period(41, 60, 9), period(60, 100, 1)];
    const span = { startMs: 0, endMs: 100 * MINUTE };
    const expected = [0, 30, 60, 90].flatMap((start) => {
      const slot = { startMs: start * MINUTE, endMs: Math.min(start + 30, 100) * MINUTE };
      const powerKw = meanPowerKw(periods, slot);
      return powerKw === null ? [] : [{ ...slot, powerKw }];
    });
    assert.deepEqual(expected.map(({ powerKw }) => powerKw), [5, 1, 1]);
    assert.deepEqual(slotMeans(periods, span, 30 * MINUTE), expected);
    assert.deepEqual(slotMeans([], span, 30 * MINUTE), []);
  });
});
