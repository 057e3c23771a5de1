import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { BARE_SITE, dayOfSite, forecasted, measured } from "../../support/site_day.ts";
import type { SiteDay } from "../../../domain/forecasts/site_day.ts";
import { summaryText } from "../../../views/sites/summary.tsx";

const textOf = (day: SiteDay) => summaryText({ day });
const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC" };
const NOON = "2026-06-21T12:00:00Z";
const flat = (count: number, power: number) => Array<number>(count).fill(power);
const forecast = forecasted("2026-06-21T00:00:00Z", 60, [...flat(11, 10), 20, ...flat(12, 10)]);
const morning = measured("2026-06-21T00:00:00Z", 60, flat(12, 5));

describe("the sentence of today", () => {
  it("says what is, what is to come, and how much", () => {
    const day = dayOfSite({ ...UTC, now: NOON, forecast, generation: morning });
    assert.equal(
      textOf(day),
      "Now 5.0 kW measured. Peak 20 kW at 11:00, likely 19 to 21; 60 kWh so far; 180 kWh expected.",
    );
  });

  it("says of a typical value that it is not a forecast", () => {
    const day = dayOfSite({ ...UTC, now: NOON, forecast, generation: morning });
    assert.match(
      summaryText({ day, isTypical: true }),
      /180 kWh expected, a typical value, not a forecast\.$/,
    );
  });

  it("has one unit for all its powers, and one for its energies", () => {
    const large = forecasted("2026-06-21T00:00:00Z", 60, flat(24, 100).with(12, 1250));
    const generation = measured("2026-06-21T00:00:00Z", 60, flat(8, 100));
    assert.equal(
      textOf(dayOfSite({ ...UTC, now: "2026-06-21T08:10:00Z", forecast: large, generation })),
      "Now 100 kW measured. Peak 1.25 MW at 12:00, likely 1.25 to 1.25; 800 kWh so far; " +
        "3550 kWh expected.",
    );
  });

  it("says until when it was measured, and how much of that time", () => {
    const generation = morning.slice(0, 8).filter((_, index) => index !== 4);
    assert.match(
      textOf(dayOfSite({ ...UTC, now: NOON, forecast, generation })),
      /^Now 10 kW forecast\. .*; 35 kWh until 08:00 \(measured 87\s% of the time\); 215 kWh expected\.$/,
    );
  });

  it("says for how much of the day a total is known", () => {
    const day = dayOfSite({ ...UTC, now: NOON, forecast: forecast.slice(0, 22) });
    assert.match(textOf(day), /kWh expected \(for 91\s% of the day\)\.$/);
  });

  it("has no total and no peak below 90 % of the day, but says how far forecasts reach", () => {
    const day = dayOfSite({ ...UTC, now: NOON, forecast: forecast.slice(0, 18) });
    assert.equal(textOf(day), "Now 10 kW forecast. Forecasts reach to Sun 18:00.");
    const late = dayOfSite({ ...UTC, now: NOON, forecast: forecast.slice(6) });
    assert.equal(textOf(late), "Now 10 kW forecast. Forecasts begin at 06:00.");
    const now = "2026-06-22T12:00:00Z";
    const past = dayOfSite({ ...UTC, now, forecast: forecast.slice(0, 18) });
    assert.match(textOf(past), /Forecasts reach to Sun 18:00\.$/);
  });

  it("speaks of actuals alone where there is no forecast", () => {
    const text = textOf(dayOfSite({ ...UTC, now: NOON, generation: morning }));
    assert.equal(text, "Now 5.0 kW measured. Highest 5.0 kW at 00:00; 60 kWh so far.");
  });

  it("does not speak of a peak where no power is forecast", () => {
    const night = forecasted("2026-06-21T00:00:00Z", 60, flat(24, 0));
    const text = textOf(dayOfSite({ ...UTC, now: NOON, forecast: night }));
    assert.equal(text, "Now 0 kW forecast. No power is forecast; 0 kWh expected.");
  });
});

describe("the sentence of another day", () => {
  it("sets what was produced beside what was forecast", () => {
    const now = "2026-06-22T12:00:00Z";
    const generation = measured("2026-06-21T00:00:00Z", 60, flat(24, 5));
    assert.equal(
      textOf(dayOfSite({ ...UTC, now, forecast, generation })),
      "Produced 120 kWh; 250 kWh were forecast, peak 20 kW at 11:00, likely 19 to 21.",
    );
    assert.equal(
      textOf(dayOfSite({ ...UTC, now, generation })),
      "Produced 120 kWh; no forecast was made.",
    );
    assert.match(textOf(dayOfSite({ ...UTC, now, forecast })), /^Nothing was measured; 250/);
  });

  it("says what is expected of a day to come", () => {
    const day = dayOfSite({ ...UTC, now: "2026-06-20T12:00:00Z", forecast });
    assert.equal(textOf(day), "Peak 20 kW at 11:00, likely 19 to 21; 250 kWh expected.");
  });

  it("says when there is nothing", () => {
    const texts = ["2026-06-20", "2026-06-21", "2026-06-22"].map((day) =>
      textOf(dayOfSite({ ...UTC, day, now: NOON }))
    );
    assert.equal(new Set(texts).size, 3);
    assert.ok(texts.every((text) => text.startsWith("Nothing ")));
  });
});
