import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { besideMean, briefText, expectedText } from "../../../views/sites/energies.tsx";
import { milliseconds } from "../../../domain/time/time.ts";

const energy = { meanKwh: 100, p10Kwh: 60, p90Kwh: 130 };
const about = {
  whole: { energy, covered: 1 },
  rest: null,
  isTypical: false,
  comparedDays: 30,
  forecastUntilMs: milliseconds("2026-06-22T21:45:00Z"),
};
const text = (of: Parameters<typeof expectedText>[0], changes = {}) =>
  expectedText(of, { ...about, ...changes }, "Europe/London");

describe("an expected energy in words", () => {
  it("is a mean with its range", () => {
    assert.equal(text(about.whole), "100 kWh, likely 60 kWh to 130 kWh");
  });

  it("says why it has no range, and that a typical value is no forecast", () => {
    const bare = { energy: { ...energy, p10Kwh: null, p90Kwh: null }, covered: 1 };
    assert.match(text(bare, { comparedDays: 4 }), /^100 kWh \(no range yet: .* 4 of 10 days\)$/);
    assert.equal(text(bare, { isTypical: true }), "100 kWh, a typical value, not a forecast");
  });

  it("is no total where forecasts end, but how far they reach", () => {
    assert.equal(text({ energy: null, covered: 0.7 }), "Forecasts reach to Mon 22:45");
    assert.equal(text({ energy: null, covered: 0 }, { forecastUntilMs: null }), "no forecast yet");
  });

  it("is short in lists, where the mean of today has a place of its own", () => {
    const bare = { energy: { ...energy, p10Kwh: null, p90Kwh: null }, covered: 1 };
    const brief = (of: typeof about.whole | typeof bare, changes = {}) => [
      besideMean(of, { ...about, ...changes }, "Europe/London"),
      briefText(of, { ...about, ...changes }, "Europe/London"),
    ];
    assert.deepEqual(brief(about.whole), [
      "likely 60 kWh to 130 kWh",
      "100 kWh, likely 60 kWh to 130 kWh",
    ]);
    assert.deepEqual(brief(bare), [null, "100 kWh"]);
    const typical = "a typical value, not a forecast";
    assert.deepEqual(brief(bare, { isTypical: true }), [typical, `100 kWh, ${typical}`]);
  });
});
