import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { measuredSeries } from "../../../../domain/forecasts/baseline/measured.ts";
import { HOUR, milliseconds } from "../../../../domain/time/time.ts";
import { QUARTER, quarterOf } from "../../../../domain/forecasts/baseline/quarters.ts";
import { DAY, LONDON, measured, potential } from "../../../support/baseline.ts";

const londons = potential({ ...LONDON, capacity_kw: 4 });
const turbine = potential({ asset_type: "wind", capacity_kw: 900 });
const START = milliseconds("2026-06-01T00:00:00Z");
const END = START + 12 * DAY;
const FIRST = quarterOf(START);
/** The index of a day, 0 to 11; an index of 0 on all days of an outage. */
const days = (...outage: number[]) => (quarter: number) =>
  outage.includes(Math.floor((quarter - FIRST) / 96)) ? 0 : 0.5 + (quarter % 7) / 100;

/** The days, from 0 on, of which something at noon is left. */
function kept(of: typeof londons, history: ReturnType<typeof measured>, knownMs = END): number[] {
  const { values } = measuredSeries(of, history, FIRST, 12 * 96, knownMs);
  return Array.from({ length: 12 }, (_, day) => day)
    .filter((day) => !Number.isNaN(values[day * 96 + 48]!));
}
const without = (...gone: number[]) =>
  Array.from({ length: 12 }, (_, day) => day).filter((day) => !gone.includes(day));

describe("what the baseline learns from", () => {
  it("leaves out days of an outage, but not weeks of snow, nor a day that has not ended", () => {
    assert.deepEqual(kept(londons, measured(londons, START, END, days(3, 4))), without(3, 4));
    const snow = [2, 3, 4, 5, 6, 7, 8, 9];
    assert.deepEqual(kept(londons, measured(londons, START, END, days(...snow))), without());
    const noon = START + 3.6 * DAY;
    const sofar = measured(londons, START, noon, days(3));
    assert.deepEqual(kept(londons, sofar, noon), [0, 1, 2, 3]);
  });

  it("keeps calm days of a turbine, and leaves out a day of one value", () => {
    assert.deepEqual(kept(turbine, measured(turbine, START, END, days(5))), without());
    const stuck = measured(
      turbine,
      START,
      END,
      (quarter) => Math.floor((quarter - FIRST) / 96) === 5 ? 0.3 : days()(quarter),
    );
    assert.deepEqual(kept(turbine, stuck), without(5));
  });

  it("divides an hour by the clear sky of the whole hour", () => {
    const clear = londons.powers(FIRST, 96);
    const hour = 5;
    const means = Array.from({ length: 24 }, (_, at) => ({
      startMs: START + at * HOUR,
      endMs: START + (at + 1) * HOUR,
      powerKw: clear.slice(at * 4, at * 4 + 4).reduce((sum, kw) => sum + kw / 4, 0) / 2,
    }));
    const { values } = measuredSeries(londons, means, FIRST, 96, START + DAY);
    for (let at = hour * 4; at < hour * 4 + 4; at++) {
      assert.ok(Math.abs(values[at]! - clear[at]! / 2) < 1e-9);
    }
    const energy = (from: number) =>
      values.slice(from, from + 4).reduce((sum, kw) => sum + kw * QUARTER / HOUR, 0);
    means.forEach(({ powerKw }, at) => assert.ok(Math.abs(energy(at * 4) - powerKw) < 1e-9));
  });
});
