import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { leadClass, LEADS } from "../../../../domain/forecasts/blend/blend_model.ts";
import { blendRuns } from "../../../../domain/forecasts/blend/blend_run.ts";
import { fitWeights, SHARES } from "../../../../domain/forecasts/blend/fit_weights.ts";
import { MINUTE } from "../../../../domain/time/time.ts";

const value = (fromMinute: number, minutes: number, kw: number, levels = {}) => ({
  startMs: fromMinute * MINUTE,
  endMs: (fromMinute + minutes) * MINUTE,
  powerKw: kw,
  levels,
});

describe("a blended run", () => {
  it("has the weight of each lead, level by level, where both have a value", () => {
    const weights = [1, 0.25, 0, 0, 0, 0, 0];
    const first = [value(-30, 60, 10, { p10: 8, p90: 12, p50: 9 }), value(60, 60, 20, { p10: 16 })];
    const second = [30, 45, 60, 75, 90].map((at) => value(at, 15, 4, { p10: 2, p90: 6 }));
    const early = [value(0, 15, 0, { p90: 4 }), ...second];
    const found = blendRuns(first, early, weights, 0).map((one) => [
      one.horizon_minutes,
      one.end_utc.slice(11, 16),
      one.forecast_power_kw,
      one.probabilistic_values,
    ]);
    assert.deepEqual(found, [
      [0, "00:15", 10, { p90: 12 }],
      [60, "01:15", 8, { p10: 5.5 }],
      [75, "01:30", 8, { p10: 5.5 }],
      [90, "01:45", 8, { p10: 5.5 }],
    ]);
  });

  it("ends at 48 hours", () => {
    assert.deepEqual([0, 0.99, 1, 23.9, 24, 47.9, 48, -0.1].map(leadClass), [
      0,
      0,
      1,
      5,
      6,
      6,
      undefined,
      undefined,
    ]);
    const long = [value(0, 50 * 60, 1)];
    const hours = Array.from({ length: 50 }, (_, at) => value(at * 60, 60, 1));
    assert.equal(blendRuns(long, hours, Array(LEADS).fill(0.5), 0).length, 48);
  });
});

describe("the weights of a blend", () => {
  /** Mean loss at each share where the best is `best` and a miss of 1 costs as much as the least. */
  const losses = (best: number) => Float64Array.from(SHARES, (share) => 1 + Math.abs(share - best));

  it("are the best ones with many days, and near to ½ with few", () => {
    const all = [1, 1, 1, 0, 0, 0, 0].map(losses);
    assert.deepEqual(fitWeights(all, 10_000), [1, 1, 1, 0, 0, 0, 0]);
    const few = fitWeights(all, 1);
    assert.ok(few.every((share) => share > 0.1 && share < 0.9), `${few}`);
    assert.deepEqual(few, few.toSorted((a, b) => b - a), "and go over from one to the other");
  });

  it("are ½ where both are alike, and those of the neighbours where nothing is known", () => {
    const flat = new Float64Array(SHARES.length).fill(2);
    assert.deepEqual(fitWeights(Array(LEADS).fill(flat), 30), Array(LEADS).fill(0.5));
    const [near, unknown] = fitWeights([losses(1), undefined, losses(1)], 60);
    assert.ok(unknown! > 0.7 && unknown! <= near!, `${near}, ${unknown}`);
  });
});
