import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type BaselineFit } from "../../../domain/forecasts/baseline/fit.ts";
import { QUARTER, quarterOf } from "../../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../../domain/generation/energy.ts";
import { type BaselineValue, whyNone } from "../../../domain/forecasts/baseline_forecast.ts";
import { acLimitKw } from "../../../domain/solar/clear_sky.ts";
import { HOUR, milliseconds, utcText } from "../../../domain/time/time.ts";
import { pvArray } from "../../support/clear_sky_reference.ts";
import {
  assertNear,
  DAY,
  fitFor,
  forecast,
  ISSUE,
  LONDON,
  londons,
  measured,
  noise,
  NOTHING,
  potential,
  powers,
  shares,
  turbine,
  valueAt,
} from "../../support/baseline.ts";

describe("a forecast of the baseline", () => {
  it("has 192 quarter hours from the floored issue time", () => {
    const values = forecast(londons, []);
    assert.deepEqual(
      values.map(({ horizon_minutes }) => horizon_minutes),
      Array.from({ length: 192 }, (_, i) => i * 15),
    );
    assert.equal(values[0]?.start_utc, "2026-06-15T09:00:00Z");
    assert.equal(values[0]?.end_utc, "2026-06-15T09:15:00Z");
    assert.equal(values[191]?.end_utc, "2026-06-17T09:00:00Z");
  });

  it("is a usual index of the clear sky for a site without a history", () => {
    const values = forecast(londons, []);
    for (const time of ["15T11:00", "15T16:30", "16T12:00"]) {
      const found = shares(LONDON, valueAt(values, `2026-06-${time}:00Z`));
      assertNear(found, [0.15, 0.5, 0.9], 0.06);
    }
  });

  it("is what the site always does, in a narrow band, after weeks of the same", () => {
    const history = measured(londons, ISSUE - 40 * DAY, ISSUE, () => 0.7);
    const values = forecast(londons, history);
    for (const time of ["15T11:00", "15T16:30", "16T12:00"]) {
      assertNear(shares(LONDON, valueAt(values, `2026-06-${time}:00Z`)), [0.7, 0.7, 0.7], 0.05);
    }
  });

  it("lies between the usual and the site's own while there are a few days only", () => {
    const at = (days: number) => {
      const history = measured(londons, ISSUE - days * DAY, ISSUE - 10 * HOUR, () => 0.9);
      return shares(LONDON, valueAt(forecast(londons, history), "2026-06-16T12:00:00Z"))[1]!;
    };
    const [one, three, thirty] = [at(1), at(3), at(30)];
    assert.ok(0.5 < one && one < three && three <= thirty + 0.01, `${[one, three, thirty]}`);
    assertNear([thirty], [0.9], 0.03);
  });

  it("follows a morning unlike the days before, less and less", () => {
    const changing = (quarter: number) => 0.3 + 0.6 * noise(Math.floor(quarter / 96));
    const morning = ISSUE - 5 * HOUR;
    const at = (index: number) => {
      const history = [
        ...measured(londons, ISSUE - 60 * DAY, morning, changing),
        ...measured(londons, morning, ISSUE, () => index),
      ];
      const values = forecast(londons, history);
      return ["15T09:30", "15T12:00", "16T12:00"].map((time) =>
        shares(LONDON, valueAt(values, `2026-06-${time}:00Z`))[1]!
      );
    };
    const [dull, bright] = [at(0.25), at(0.9)];
    const gaps = bright.map((share, i) => share - dull[i]!);
    assert.ok(gaps[0]! > 0.4 && gaps[1]! > 0.3, `${gaps}`);
    assert.ok(gaps[2]! < gaps[1]! && gaps[2]! < 0.3, `${gaps}`);
  });

  it("has a band that holds what chance does in four of five quarter hours", () => {
    const end = ISSUE + 2 * DAY;
    const all = measured(londons, ISSUE - 60 * DAY, end, (quarter) => 0.2 + 0.7 * noise(quarter));
    const actual = new Map(all.map(({ startMs, powerKw }) => [utcText(startMs), powerKw]));
    const light = forecast(londons, all).filter(({ p90_kw }) => p90_kw > 0.5);
    const inside = light.filter(({ start_utc, p10_kw, p90_kw }) =>
      p10_kw <= actual.get(start_utc)! && actual.get(start_utc)! <= p90_kw
    );
    const share = inside.length / light.length;
    assert.ok(share > 0.7 && share < 0.9, `${share}`);
  });

  it("does the same where the sun shines at midnight UTC", () => {
    const array = pvArray(-36.85, 174.76, 20, 30, 0, 5, 5);
    const auckland = potential({ ...array, capacity_kw: 5 });
    const history = measured(auckland, ISSUE - 40 * DAY, ISSUE, () => 0.4);
    const values = forecast(auckland, history);
    for (const time of ["15T22:45", "15T23:45", "16T00:00", "16T01:30"]) {
      assertNear(shares(array, valueAt(values, `2026-06-${time}:00Z`)), [0.4, 0.4, 0.4], 0.03);
    }
  });

  it("is at low sun at least as uncertain as a hundredth of the capacity, and dark below it", () => {
    const history = measured(londons, ISSUE - 40 * DAY, ISSUE, () => 0.7);
    const values = forecast(londons, history);
    const clearAt = ({ start_utc }: BaselineValue) =>
      londons.powers(quarterOf(milliseconds(start_utc)), 1)[0]!;
    const low = values.filter((value) => clearAt(value) > 0 && clearAt(value) < 0.2);
    assert.ok(low.length > 10, `${low.length}`);
    for (const { p10_kw, forecast_power_kw: median, p90_kw } of low) {
      assert.ok(p10_kw <= Math.max(0, median - 0.039) && p90_kw >= median + 0.039);
    }
    const dark = values.filter((value) => clearAt(value) === 0);
    assert.deepEqual(new Set(dark.flatMap(powers)), new Set([0]));
  });

  it("believes a plant that gives more than its inverter is said to", () => {
    const of = potential({ ...LONDON, capacity_kw: 4, inverter_capacity_kw: 2 });
    const site = { ...LONDON, capacity_kw: null, inverter_capacity_kw: 2 };
    const history = measured(londons, ISSUE - 10 * DAY, ISSUE, () => 1);
    const bright = history.filter(({ powerKw }) => powerKw > 3);
    assert.ok(bright.length > 100);
    assert.ok(fitFor(of, bright).learned > 100);
    assert.equal(fitFor(potential(site), bright).learned, 0);
  });

  it("is zero throughout the polar night", () => {
    const tromso = potential({
      ...pvArray(69.6492, 18.9553, 10, 40, 180, 10, 10),
      capacity_kw: 10,
    });
    const issue = milliseconds("2026-12-20T10:00:00Z");
    const night = Array.from({ length: 480 }, (_, i) => {
      const endMs = issue - i * QUARTER;
      return { startMs: endMs - QUARTER, endMs, powerKw: 3 };
    });
    const values = forecast(tromso, night, issue);
    assert.deepEqual(new Set(values.flatMap(powers)), new Set([0]));
  });

  it("is of the whole day for wind: a usual one at first, then the site's own", () => {
    const usual = forecast(turbine, []);
    assertNear(powers(usual[0]!).map((kw) => kw / 900), [0.02, 0.18, 0.58], 0.04);
    // A meter that shows one value for a day is stuck.
    const nearly = (quarter: number) => 0.4 + (quarter % 2) / 1000;
    const steady = forecast(turbine, measured(turbine, ISSUE - 40 * DAY, ISSUE, nearly));
    for (const value of [steady[0]!, steady[96]!, steady[191]!]) {
      assertNear(powers(value).map((kw) => kw / 900), [0.4, 0.4, 0.4], 0.02);
    }
  });

  it("learns day and night of a PV site without a place on the globe", () => {
    const nowhere = potential({ capacity_kw: 4 });
    const history = measured(londons, ISSUE - 20 * DAY, ISSUE, () => 0.6);
    const values = forecast(nowhere, history);
    const at = (start_utc: string) => valueAt(values, start_utc).forecast_power_kw;
    const expected = 0.6 * londons.powers(quarterOf(milliseconds("2026-06-16T12:00:00Z")), 1)[0]!;
    assertNear([at("2026-06-16T12:00:00Z")], [expected], 0.1);
    assert.equal(at("2026-06-16T00:00:00Z"), 0);
  });

  it("knows nothing that had not ended at issue time", () => {
    const known = measured(londons, ISSUE - 30 * DAY, ISSUE, (quarter) => noise(quarter));
    const honest = forecast(londons, known);
    const running = Array.from({ length: 300 }, (_, i) => {
      const endMs = ISSUE + 1 + i * 2000;
      return { startMs: endMs - QUARTER, endMs, powerKw: 5 };
    });
    const later = measured(londons, ISSUE + QUARTER, ISSUE + 3 * DAY, () => 1);
    assert.deepEqual(forecast(londons, [...later, ...known, ...running]), honest);
  });

  it("learns from hourly values only what they can tell before their hour has ended", () => {
    const hours = (lengthMs: number) =>
      Array.from({ length: 60 * 24 * HOUR / lengthMs }, (_, i) => {
        const startMs = milliseconds("2026-06-15T00:00:00Z") - (i + 1) * lengthMs;
        const powerKw = 900 * noise(Math.floor(startMs / HOUR));
        return { startMs, endMs: startMs + lengthMs, powerKw };
      });
    /** How much of the last departure is expected to last at the very next moment. */
    const kept = (history: PowerPeriod[]) =>
      fitFor(potential({ capacity_kw: 900 }), history).knots[0]!.median[11]!;
    assert.ok(kept(hours(QUARTER)) > 0.9, "quarter hours of one hour are the same");
    assert.ok(kept(hours(HOUR)) < 0.4, "the next hour is another one");
  });

  it("fits by nothing of the day itself, and by nothing that is half a year old", () => {
    const midnight = milliseconds("2026-06-15T00:00:00Z");
    const known = measured(londons, ISSUE - 30 * DAY, midnight, (quarter) => noise(quarter));
    const today = measured(londons, midnight, ISSUE, () => 1);
    const old = measured(londons, midnight - 220 * DAY, midnight - 180 * DAY, () => 1);
    assert.deepEqual(fitFor(londons, [...old, ...known, ...today]), fitFor(londons, known));
  });

  it("is the same from a fit that was stored as JSON", () => {
    const history = measured(londons, ISSUE - 30 * DAY, ISSUE, (quarter) => noise(quarter));
    const fit = fitFor(londons, history);
    const stored: BaselineFit = JSON.parse(JSON.stringify(fit));
    assert.deepEqual(stored, fit);
    assert.ok(JSON.stringify(fit).length < 15_000);
    assert.equal(
      fit.learned,
      history.filter(({ endMs, powerKw }) =>
        endMs <= milliseconds("2026-06-15T00:00:00Z") && powerKw > 0 &&
        londons.powers(quarterOf(endMs - 1), 1)[0]! > londons.leastKw
      ).length,
    );
  });

  it("stays within an AC limit that is no whole W", () => {
    for (const inverter_capacity_kw of [3.9, 3.3335]) {
      const array = { ...LONDON, module_capacity_kw: 40, inverter_capacity_kw };
      const of = potential({ ...array, capacity_kw: 4 });
      const values = forecast(of, measured(of, ISSUE - 5 * DAY, ISSUE, () => 1.2));
      const peak = Math.max(...values.map(({ p90_kw }) => p90_kw));
      assert.ok(peak <= acLimitKw(array) && peak > acLimitKw(array) - 0.0011, `${peak} kW`);
      assert.equal(peak, Number(peak.toFixed(3)));
    }
  });

  it("always keeps 0 ≤ P10 ≤ forecast ≤ P90 ≤ limit, in whole W", () => {
    const kw = () => fc.double({ min: 0.001, max: 1e5, noNaN: true });
    const sites = fc.record({
      asset_type: fc.constantFrom("pv" as const, "wind" as const),
      latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      altitude_m: fc.double({ min: -500, max: 9000, noNaN: true }),
      tilt: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
      orientation: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
      capacity_kw: kw(),
      module_capacity_kw: kw(),
      inverter_capacity_kw: kw(),
    });
    const history = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { maxLength: 700 });
    const issues = fc.integer({ min: ISSUE - 3650 * DAY, max: ISSUE + 3650 * DAY });
    fc.assert(
      fc.property(sites, history, issues, (site, history, issueMs) => {
        const of = potential(site);
        const measured = history.map((share, i) => {
          const endMs = issueMs - i * QUARTER;
          return { startMs: endMs - QUARTER, endMs, powerKw: share * of.capacityKw };
        });
        for (const value of forecast(of, measured, issueMs)) {
          const ordered = [0, ...powers(value), of.limitKw];
          assert.deepEqual(ordered, ordered.toSorted((a, b) => a - b));
          for (const kw of powers(value)) assert.equal(kw, Number(kw.toFixed(3)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a site without a forecast", () => {
  it("is told what it lacks", () => {
    assert.equal(whyNone({ ...NOTHING, ...LONDON }), undefined);
    assert.equal(whyNone({ ...NOTHING, asset_type: "wind", capacity_kw: 900 }), undefined);
    assert.match(whyNone({ ...NOTHING, ...LONDON, module_capacity_kw: 0 })!, /measurements/);
    for (const capacity_kw of [null, 0, -4, NaN, Infinity]) {
      assert.match(
        whyNone({ ...NOTHING, asset_type: "wind", capacity_kw })!,
        /capacity above zero/,
      );
    }
    assert.match(whyNone({ ...NOTHING, capacity_kw: 4 })!, /measurements first/);
    assert.equal(whyNone({ ...NOTHING, capacity_kw: 4 }, 96), undefined);
  });
});
