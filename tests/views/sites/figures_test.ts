import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { SiteEnergy } from "../../../domain/forecasts/energy/site_energy.ts";
import { figuresOf } from "../../../views/sites/figures.tsx";
import { BARE_SITE, dayOfSite, forecasted, measured } from "../../support/site_day.ts";

const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC" };
const NOON = "2026-06-21T12:00:00Z";
const LATER = "2026-06-22T12:00:00Z";
const forecast = forecasted("2026-06-21T00:00:00Z", 60, Array<number>(24).fill(10));
const hours = (count: number) => measured("2026-06-21T00:00:00Z", 60, Array<number>(count).fill(5));
const none = { expected: null, tomorrow: null, dayAhead: null, capacityKw: null };
const expected: SiteEnergy = {
  whole: { energy: { meanKwh: 180, p10Kwh: 150, p90Kwh: 200 }, covered: 1 },
  rest: { energy: { meanKwh: 120, p10Kwh: 90, p90Kwh: 140 }, covered: 1 },
  isTypical: false,
  comparedDays: 30,
  forecastUntilMs: null,
};

describe("the figures of today", () => {
  const day = dayOfSite({ ...UTC, now: NOON, forecast, generation: hours(12) });

  it("are the power now, and today's and tomorrow's energies with their ranges", () => {
    const tomorrow = { ...expected, rest: null };
    assert.deepEqual(figuresOf({ ...none, day, expected, tomorrow, capacityKw: 20 }), [
      { label: "Now", value: "5.0 kW", lines: ["measured, 25\u00a0% of capacity"] },
      {
        label: "Today",
        value: "180 kWh",
        lines: ["likely 150 to 200 kWh", "60 kWh so far, 120 kWh to come"],
      },
      { label: "Tomorrow", value: "180 kWh", lines: ["likely 150 to 200 kWh"] },
    ]);
  });

  it("have no total where forecasts end early, and none is called a forecast that is typical", () => {
    const until = Temporal.Instant.from("2026-06-22T09:00:00Z").epochMilliseconds;
    const short = { ...expected, whole: { energy: null, covered: 0.4 }, forecastUntilMs: until };
    const typical = { ...expected, isTypical: true };
    const [, today, tomorrow] = figuresOf({ ...none, day, expected: typical, tomorrow: short });
    assert.equal(today!.lines[0], "a typical value, not a forecast");
    assert.deepEqual(tomorrow, {
      label: "Tomorrow",
      value: null,
      lines: ["Forecasts reach to Mon 09:00"],
    });
  });
});

describe("the figures of a past day", () => {
  it("are what was produced, and both forecasts with how far each was from it", () => {
    const day = dayOfSite({ ...UTC, now: LATER, forecast, generation: hours(24) });
    const dayAhead = { meanKwh: 100, p10Kwh: 80, p90Kwh: 130 };
    assert.deepEqual(figuresOf({ ...none, day, dayAhead }), [
      { label: "Produced", value: "120 kWh", lines: ["measured"] },
      {
        label: "Day ahead",
        value: "100 kWh",
        lines: ["likely 80 to 130 kWh", "20 kWh less than produced"],
      },
      { label: "Newest", value: "240 kWh", lines: ["120 kWh more than produced"] },
    ]);
  });

  it("have no total of a day of which less than 90 % was measured, and no difference to it", () => {
    const day = dayOfSite({ ...UTC, now: LATER, forecast, generation: hours(12) });
    const [produced, dayAhead, newest] = figuresOf({ ...none, day });
    assert.deepEqual(produced, {
      label: "Produced",
      value: null,
      lines: ["60 kWh in the 50\u00a0% of the time that were measured"],
    });
    assert.deepEqual(dayAhead!.lines, ["none was kept for this day"]);
    assert.deepEqual(newest, { label: "Newest", value: "240 kWh", lines: [null] });
  });
});

describe("the figures of a day to come", () => {
  it("are its energy and its peak", () => {
    const day = dayOfSite({ ...UTC, now: "2026-06-20T12:00:00Z", forecast });
    assert.deepEqual(figuresOf({ ...none, day, expected: { ...expected, rest: null } }), [
      { label: "Expected", value: "180 kWh", lines: ["likely 150 to 200 kWh"] },
      { label: "Peak", value: "10 kW", lines: ["at 00:00", "likely 9 to 11 kW"] },
    ]);
  });
});
