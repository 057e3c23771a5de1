import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  accuracyOf,
  accuracyPeriod,
  HORIZONS,
  lastCompleteDays,
} from "../../../domain/accuracy/accuracy.ts";

const SUMS = {
  model_name: "m",
  horizon_hours: 6,
  pairs: 4,
  abs_kw: 8,
  square_kw2: 36,
  error_kw: -4,
  sized_pairs: 2,
  sized_abs_kw: 2,
  sized_square_kw2: 8,
  sized_error_kw: 1,
  capacity_kw: 20,
  band_pairs: 5,
  inside_pairs: 4,
  compared_pairs: 3,
  compared_abs_kw: 3,
  baseline_abs_kw: 4,
  scored_pairs: 3,
  pinball_kw: 3,
  crps_kw: 6,
  sized_pinball_kw: 0.5,
  sized_crps_kw: 1,
  scored_capacity_kw: 10,
};

describe("the horizons", () => {
  it("follow each other from nothing on, without end", () => {
    assert.equal(HORIZONS[0]!.from_minutes, 0);
    assert.equal(HORIZONS.at(-1)!.to_minutes, null);
    HORIZONS.slice(1).forEach((horizon, i) =>
      assert.equal(horizon.from_minutes, HORIZONS[i]!.to_minutes)
    );
  });

  it("hold the hours that they are named by", () => {
    for (const { hours, from_minutes, to_minutes } of HORIZONS) {
      assert.ok(from_minutes <= hours * 60 && hours * 60 < (to_minutes ?? Infinity), `${hours}`);
    }
  });
});

describe("accuracy", () => {
  it("is what counts and sums say, of the capacity only where there is one", () => {
    assert.deepEqual(accuracyOf(SUMS), {
      model_name: "m",
      horizon_hours: 6,
      pairs: 4,
      mae_kw: 2,
      rmse_kw: 3,
      bias_kw: -1,
      mae_share: 0.1,
      rmse_share: 0.2,
      bias_share: 0.05,
      pinball_kw: 1,
      crps_kw: 2,
      pinball_share: 0.05,
      crps_share: 0.1,
      band_pairs: 5,
      inside_share: 0.8,
      skill: 0.25,
      baseline_mae_kw: 4 / 3,
    });
  });

  it("is unknown where there is nothing to divide by", () => {
    const nothing = { sized_pairs: 0, capacity_kw: 0, band_pairs: 0, compared_pairs: 0 };
    const unscored = { scored_pairs: 0, scored_capacity_kw: 0 };
    const { pairs: _, ...of } = accuracyOf({
      ...SUMS,
      ...nothing,
      ...unscored,
      baseline_abs_kw: 0,
    });
    const known = Object.entries(of).filter(([, value]) => value !== null).map(([name]) => name);
    assert.deepEqual(known, [
      "model_name",
      "horizon_hours",
      "mae_kw",
      "rmse_kw",
      "bias_kw",
      "band_pairs",
    ]);
  });
});

const NOW = Temporal.Instant.from("2026-06-21T23:59:59Z");

/** Returns the parsed days as texts, or the messages of the errors. */
function days(from?: string, to?: string) {
  const { data, fields } = accuracyPeriod({ from, to }, NOW);
  return data ? [`${data.from}`, `${data.to}`] : fields.map(({ field }) => field);
}

describe("the days of a question on accuracy", () => {
  it("are the last 30 complete ones where nothing else is asked for", () => {
    const { from, to } = lastCompleteDays(NOW);
    assert.deepEqual([`${from}`, `${to}`], ["2026-05-22", "2026-06-20"]);
    assert.deepEqual(days(), ["2026-05-22", "2026-06-20"]);
  });

  it("run to yesterday without a last one, and are 30 without a first", () => {
    assert.deepEqual(days("2026-06-20"), ["2026-06-20", "2026-06-20"]);
    assert.deepEqual(days(undefined, "2026-01-30"), ["2026-01-01", "2026-01-30"]);
  });

  it("are refused in reverse, beyond 366 and when they are none", () => {
    assert.deepEqual(days("2026-06-02", "2026-06-01"), ["to"]);
    assert.deepEqual(days("2025-06-01", "2026-06-01"), ["2025-06-01", "2026-06-01"]);
    assert.deepEqual(days("2025-05-31", "2026-06-01"), ["to"]);
    assert.deepEqual(days("June", "2026-02-30"), ["from", "to"]);
    assert.deepEqual(days("", ""), ["from", "to"]);
  });

  it("are refused at the day that was asked for", () => {
    assert.deepEqual(days("2026-06-22"), ["from"]);
    assert.deepEqual(days("2025-06-01"), ["from"]);
    assert.deepEqual(days(undefined, "1900-01-10"), ["to"]);
    assert.deepEqual(days(""), ["from"]);
    assert.deepEqual(days(undefined, ""), ["to"]);
  });
});
