import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { chargingWindows, quarterPowers, quartersOf } from "../../../domain/charging/windows.ts";
import { HOUR, MINUTE, utcText } from "../../../domain/time/time.ts";

const QUARTER = 15 * MINUTE;
const TRIANGLE = [0, ...Array.from({ length: 25 }, (_, at) => 12 - Math.abs(12 - at))];

const quarters = (powers: number[]) =>
  powers.map((p50Kw, at) => ({ startMs: at * QUARTER, p10Kw: null, p50Kw, p90Kw: null }));

/** Returns the quarters that charging takes, and the best start and its sun. */
function best(powers: number[], energyKwh: number, powerKw: number) {
  const wanted = { energyKwh, powerKw };
  const { best } = chargingWindows(quarters(powers), wanted);
  return [quartersOf(wanted), best && best.startMs / QUARTER, best && best.p50Kwh];
}

describe("when to charge", () => {
  it("is where the most sun is, the earliest of equal times", () => {
    assert.deepEqual(best(TRIANGLE, 11, 11), [4, 11, 10.75]);
    assert.deepEqual(best(TRIANGLE, 22, 11), [8, 9, 19.75]);
    assert.deepEqual(best(Array(26).fill(0), 3, 3), [4, 0, 0]);
    assert.deepEqual(best([3, 3, 3, 3], 11, 11), [4, 0, 3]);
  });

  it("uses the last quarter hour in part, and counts quarter hours without dust", () => {
    assert.deepEqual(best([2, 2, 8], 1, 4), [1, 2, 1]);
    assert.deepEqual(best([4, 4, 4], 1.5, 4), [2, 0, 1.5]);
    assert.equal(quartersOf({ energyKwh: 3.3, powerKw: 1.1 }), 12);
    assert.equal(quartersOf({ energyKwh: 0.01, powerKw: 11 }), 1);
  });

  it("lists the three best others, in order of their sun", () => {
    const { others } = chargingWindows(quarters([1, 4, 2, 3, 0]), { energyKwh: 1, powerKw: 4 });
    assert.deepEqual(others.map(({ startMs }) => startMs / QUARTER), [3, 2, 0]);
  });

  it("lies in the forecast, on one side of a gap", () => {
    const gap = quarters([1, 1, 9, 9, 1, 1]).filter((_, at) => at !== 3);
    const { best, others } = chargingWindows(gap, { energyKwh: 4, powerKw: 8 });
    assert.equal(best!.startMs, QUARTER);
    assert.deepEqual(others.map(({ startMs }) => startMs / QUARTER), [0, 4]);
    assert.deepEqual(chargingWindows(gap, { energyKwh: 10, powerKw: 8 }), {
      best: null,
      others: [],
    });
  });

  it("has the sun at P10, P50 and P90 where the whole window has them", () => {
    const value = (hour: number, power: number, p10: number | null, p90: number | null) => ({
      start_utc: utcText(hour * HOUR),
      end_utc: utcText((hour + 1) * HOUR),
      forecast_power_kw: power,
      p10_kw: p10,
      p90_kw: p90,
    });
    const values = [value(1, 6, null, 9), value(0, 4, 2, 12)];
    const found = quarterPowers(values, { startMs: 1, endMs: 3 * HOUR });
    assert.equal(found.length, 7);
    const wanted = { energyKwh: 5, powerKw: 10 };
    assert.deepEqual(chargingWindows(found.slice(0, 2), wanted).best, {
      startMs: QUARTER,
      endMs: 3 * QUARTER,
      p10Kwh: 1,
      p50Kwh: 2,
      p90Kwh: 5,
    });
    assert.equal(chargingWindows(found, wanted).best!.p10Kwh, null);
  });
});
