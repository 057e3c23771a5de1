import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  baselineForecast,
  type BaselineValue,
  type ClearSkyIndex,
  clearSkyIndexes,
} from "../../domain/baseline_forecast.ts";
import { acLimitKw, meanClearSkyKw, type PvArray } from "../../domain/clear_sky.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "../../domain/time.ts";
import { pvArray, REFERENCE_ARRAYS } from "../support/clear_sky_reference.ts";

const DAY = 24 * HOUR;
const QUARTER = 15 * MINUTE;
const LONDON = pvArray(51.5074, -0.1278, 11, 35, 180, 4.3, 4);
const TROMSO = pvArray(69.6492, 18.9553, 10, 40, 180, 10, 10);
const ISSUE = milliseconds("2026-06-15T09:07:30Z");

/** The same index in every quarter hour of `[startMs, endMs)`. */
function constantIndexes(startMs: number, endMs: number, index: number): ClearSkyIndex[] {
  const count = Math.floor((endMs - startMs) / QUARTER);
  return Array.from({ length: count }, (_, i) => {
    const start = startMs + i * QUARTER;
    return { startMs: start, endMs: start + QUARTER, index };
  });
}

function valueAt(values: BaselineValue[], start_utc: string): BaselineValue {
  const value = values.find((one) => one.start_utc === start_utc);
  assert.ok(value, `no value at ${start_utc}`);
  return value;
}

/** Expects clear sky times these indexes, to the W. */
function assertIndexes(
  array: PvArray,
  value: BaselineValue,
  p10: number,
  p50: number,
  p90: number,
) {
  const clearSkyKw = meanClearSkyKw(
    array,
    milliseconds(value.start_utc),
    milliseconds(value.end_utc),
  );
  assert.ok(clearSkyKw > 0.1, "the test needs daylight");
  const powers = [value.p10_kw, value.forecast_power_kw, value.p90_kw];
  const expected = [p10, p50, p90].map((index) => Math.round(clearSkyKw * index * 1000) / 1000);
  assert.deepEqual(powers, expected);
}

describe("clearSkyIndexes", () => {
  const day = milliseconds("2026-06-14T00:00:00Z");
  const periods = constantIndexes(day, day + DAY, 0).map(({ startMs, endMs }) => ({
    start_utc: utcText(startMs),
    end_utc: utcText(endMs),
    clearSkyKw: meanClearSkyKw(LONDON, startMs, endMs),
  }));

  it("is generation over clear sky, in order, where clear sky exceeds 5 % of the capacity", () => {
    const bright = periods.filter(({ clearSkyKw }) => clearSkyKw > 0.05 * 4);
    assert.ok(bright.length > 40 && bright.length < periods.length);
    const indexes = clearSkyIndexes(
      LONDON,
      periods.map((period) => ({ ...period, generation_power_kw: 0.7 * period.clearSkyKw })),
    );
    assert.deepEqual(
      indexes.map(({ startMs }) => utcText(startMs)),
      bright.map((one) => one.start_utc),
    );
    for (const { index } of indexes) assert.ok(Math.abs(index - 0.7) < 1e-12);
  });

  it("leaves out power that is no finite number, and empty periods", () => {
    const start_utc = "2026-06-14T12:00:00Z";
    const period = { start_utc, end_utc: "2026-06-14T12:15:00Z" };
    assert.equal(clearSkyIndexes(LONDON, [{ ...period, generation_power_kw: 0 }]).length, 1);
    for (const generation_power_kw of [NaN, Infinity, -Infinity]) {
      assert.deepEqual(clearSkyIndexes(LONDON, [{ ...period, generation_power_kw }]), []);
    }
    const empty = { start_utc, end_utc: start_utc, generation_power_kw: 1 };
    assert.deepEqual(clearSkyIndexes(LONDON, [empty]), []);
  });
});

describe("baselineForecast", () => {
  it("has 192 quarter hours from the floored issue time", () => {
    const values = baselineForecast(LONDON, [], ISSUE);
    assert.deepEqual(
      values.map(({ horizon_minutes }) => horizon_minutes),
      Array.from({ length: 192 }, (_, i) => i * 15),
    );
    assert.equal(values[0]?.start_utc, "2026-06-15T09:00:00Z");
    assert.equal(values[0]?.end_utc, "2026-06-15T09:15:00Z");
    assert.equal(values[191]?.end_utc, "2026-06-17T09:00:00Z");
  });

  it("is clear sky times the 10th, 50th and 90th percentile of the index around that hour", () => {
    const noons = Array.from({ length: 11 }, (_, i) => ({
      startMs: milliseconds("2026-06-01T12:00:00Z") + i * DAY,
      endMs: milliseconds("2026-06-01T12:15:00Z") + i * DAY,
      index: ((i * 7) % 11) / 10,
    }));
    const values = baselineForecast(LONDON, noons, ISSUE);
    for (const time of ["11:00", "12:30", "13:45"]) {
      assertIndexes(LONDON, valueAt(values, `2026-06-15T${time}:00Z`), 0.1, 0.5, 0.9);
    }
    for (const time of ["10:45", "14:00"]) {
      assertIndexes(LONDON, valueAt(values, `2026-06-15T${time}:00Z`), 0.15, 0.5, 0.9);
    }
  });

  it("uses the stated defaults with fewer than 10 values", () => {
    const noon = milliseconds("2026-06-14T12:00:00Z");
    const nine = constantIndexes(noon, noon + 9 * QUARTER, 0.3);
    const ten = constantIndexes(noon, noon + 10 * QUARTER, 0.3);
    const target = "2026-06-15T13:00:00Z";
    assertIndexes(LONDON, valueAt(baselineForecast(LONDON, nine, ISSUE), target), 0.15, 0.5, 0.9);
    assertIndexes(LONDON, valueAt(baselineForecast(LONDON, ten, ISSUE), target), 0.3, 0.3, 0.3);
  });

  it("counts hours across midnight, where the sun shines at midnight UTC", () => {
    const auckland = pvArray(-36.85, 174.76, 20, 30, 0, 5, 5);
    const forecastFrom = (start_utc: string) => {
      const start = milliseconds(start_utc);
      const hours = [0, 1, 2].flatMap((day) =>
        constantIndexes(start - day * DAY, start - day * DAY + HOUR, 0.4)
      );
      return baselineForecast(auckland, hours, ISSUE);
    };
    const from23 = forecastFrom("2026-06-13T23:00:00Z");
    for (const time of ["15T22:45", "15T23:30", "16T00:45"]) {
      assertIndexes(auckland, valueAt(from23, `2026-06-${time}:00Z`), 0.4, 0.4, 0.4);
    }
    assertIndexes(auckland, valueAt(from23, "2026-06-16T01:00:00Z"), 0.15, 0.5, 0.9);
    const from0 = forecastFrom("2026-06-14T00:00:00Z");
    for (const time of ["15T23:00", "16T00:30", "16T01:45"]) {
      assertIndexes(auckland, valueAt(from0, `2026-06-${time}:00Z`), 0.4, 0.4, 0.4);
    }
    assertIndexes(auckland, valueAt(from0, "2026-06-15T22:45:00Z"), 0.15, 0.5, 0.9);
  });

  it("knows nothing that had not ended at issue time, nor what is older than 30 days", () => {
    const known = constantIndexes(ISSUE - 30 * DAY - QUARTER, ISSUE, 0.5);
    const honest = baselineForecast(LONDON, known, ISSUE);
    assertIndexes(LONDON, valueAt(honest, "2026-06-15T12:00:00Z"), 0.5, 0.5, 0.5);
    const running = Array.from({ length: 1000 }, (_, i) => {
      const endMs = ISSUE + 1 + i * 800;
      return { startMs: endMs - QUARTER, endMs, index: 1e6 };
    });
    const later = constantIndexes(ISSUE, ISSUE + 3 * DAY, 1e6);
    const older = constantIndexes(ISSUE - 90 * DAY, ISSUE - 30 * DAY - QUARTER, 1e6);
    const poisoned = baselineForecast(LONDON, [...later, ...older, ...known, ...running], ISSUE);
    assert.deepEqual(poisoned, honest);
  });

  it("uses a period that ends at the very issue time, and one that ended 30 days before", () => {
    const issue = milliseconds("2026-06-15T12:00:00Z");
    for (const endMs of [issue, issue - 30 * DAY]) {
      const ten = Array.from({ length: 10 }, () => ({ startMs: endMs - QUARTER, endMs, index: 1 }));
      const first = baselineForecast(LONDON, ten, issue)[0];
      assert.ok(first);
      assertIndexes(LONDON, first, 1, 1, 1);
    }
  });

  it("is zero throughout the polar night", () => {
    const issue = milliseconds("2026-12-20T10:00:00Z");
    const values = baselineForecast(TROMSO, constantIndexes(issue - 5 * DAY, issue, 1e9), issue);
    assert.equal(values.length, 192);
    for (const { p10_kw, forecast_power_kw, p90_kw } of values) {
      assert.deepEqual([p10_kw, forecast_power_kw, p90_kw], [0, 0, 0]);
    }
  });

  it("stays within an AC limit that is no whole W", () => {
    for (const inverter_capacity_kw of [3.9, 3.3335]) {
      const array = { ...LONDON, module_capacity_kw: 40, inverter_capacity_kw };
      const values = baselineForecast(array, constantIndexes(ISSUE - DAY, ISSUE, 2), ISSUE);
      const peak = Math.max(...values.map(({ p90_kw }) => p90_kw));
      assert.ok(peak <= acLimitKw(array) && peak > acLimitKw(array) - 0.0011, `${peak} kW`);
      assert.equal(peak, Number(peak.toFixed(3)));
    }
  });

  it("follows the sun of La Réunion: the middle of its day is at 08:20 UTC", () => {
    const array = REFERENCE_ARRAYS["enerpos-ne"];
    assert.ok(array);
    const values = baselineForecast(array, [], milliseconds("2026-06-20T20:00:00Z"));
    const day = values.filter(({ start_utc }) => start_utc.startsWith("2026-06-21"));
    const peak = day.reduce((a, b) => b.forecast_power_kw > a.forecast_power_kw ? b : a);
    assert.match(peak.start_utc, /T08:(00|15|30):00Z$/);
    assert.equal(valueAt(values, "2026-06-21T15:00:00Z").forecast_power_kw, 0);
  });

  it("always keeps 0 ≤ P10 ≤ forecast ≤ P90 ≤ AC limit, in whole W", () => {
    const arrays = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      altitude_m: fc.double({ min: -500, max: 9000, noNaN: true }),
      tilt: fc.double({ min: 0, max: 90, noNaN: true }),
      orientation: fc.double({ min: 0, max: 360, noNaN: true }),
      module_capacity_kw: fc.double({ min: 0.001, max: 1e5, noNaN: true }),
      inverter_capacity_kw: fc.double({ min: 0.001, max: 1e5, noNaN: true }),
    });
    const history = fc.array(fc.double({ min: -2, max: 50, noNaN: true }), { maxLength: 400 });
    const issues = fc.integer({ min: ISSUE - 3650 * DAY, max: ISSUE + 3650 * DAY });
    fc.assert(fc.property(arrays, history, issues, (array, history, issueMs) => {
      const indexes = history.map((index, i) => {
        const endMs = issueMs - i * QUARTER;
        return { startMs: endMs - QUARTER, endMs, index };
      });
      for (const value of baselineForecast(array, indexes, issueMs)) {
        const { p10_kw, forecast_power_kw, p90_kw } = value;
        const ordered = [0, p10_kw, forecast_power_kw, p90_kw, acLimitKw(array)];
        assert.deepEqual(ordered, ordered.toSorted((a, b) => a - b));
        for (const kw of [p10_kw, forecast_power_kw, p90_kw]) {
          assert.equal(kw, Number(kw.toFixed(3)));
        }
      }
    }));
  });
});
