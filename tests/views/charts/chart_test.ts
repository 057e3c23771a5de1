import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { scaleLinear } from "d3-scale";
import { HOUR } from "../../../domain/time/time.ts";
import { clockHours } from "../../../views/charts/axis.tsx";
import { smoothLine, stepArea, stepBand, stepLine } from "../../../views/charts/line.ts";
import { chartScales, leftOf, topOf } from "../../../views/charts/scales.ts";
import { BARE_SITE, dayOfSite, forecasted, measured } from "../../support/site_day.ts";

/** Ten to the hour, and zero kilowatts at 100. */
const SCALES = {
  x: scaleLinear().domain([0, HOUR]).range([0, 10]),
  y: scaleLinear().domain([0, 10]).range([100, 0]),
};
const hours = (start: number, end: number, powerKw: number) => ({
  startMs: start * HOUR,
  endMs: end * HOUR,
  powerKw,
});
const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC", now: "2026-06-21T12:00:00Z" };

describe("a line of mean powers", () => {
  it("is level over each period and steps at its edges, to the end of the last", () => {
    const path = stepLine([hours(0, 1, 2), hours(1, 3, 5)], SCALES);
    assert.equal(path, "M0,80H10V50H30");
  });

  it("breaks at a gap", () => {
    const path = stepLine([hours(0, 1, 2), hours(2, 3, 2)], SCALES);
    assert.equal(path, "M0,80H10M20,80H30");
  });

  it("has one decimal, or none", () => {
    const third = [hours(0, 1 / 3, 3.333)];
    assert.equal(stepLine(third, SCALES), "M0,66.7H3.3");
    assert.equal(stepLine(third, { ...SCALES, digits: 0 }), "M0,67H3");
  });

  it("is nothing where there are no values", () => {
    assert.equal(stepLine([], SCALES), "");
  });
});

describe("an area", () => {
  it("reaches from the steps to zero", () => {
    assert.equal(stepArea([hours(0, 1, 2)], SCALES), "M0,80H10V100H0Z");
  });

  it("is drawn from P10 to P90, and not where one of them is missing", () => {
    const band = [
      { ...hours(0, 1, 2), p10Kw: 1, p90Kw: 3, modelName: null, madeMs: 0 },
      { ...hours(1, 2, 2), p10Kw: null, p90Kw: 3, modelName: null, madeMs: 0 },
      { ...hours(2, 3, 2), p10Kw: 1, p90Kw: 4, modelName: null, madeMs: 0 },
    ];
    assert.equal(
      stepBand(band, SCALES),
      "M0,70H10V90H0ZM20,60H30V90H20Z",
    );
  });
});

describe("a smooth line", () => {
  it("goes through the middles of periods, from and to zero, and is nothing where all is zero", () => {
    const rising = [0, 0, 5, 10, 0, 0].map((kw, at) => hours(at, at + 1, kw));
    assert.equal(smoothLine(rising, SCALES), "M15,100L25,50L35,0L45,100");
    assert.equal(smoothLine([hours(0, 1, 0)], SCALES), "");
  });
});

describe("the scale of power", () => {
  const generation = measured("2026-06-21T10:00:00Z", 60, [12]);

  it("starts at zero and ends at or above the capacity, with at most five lines", () => {
    for (const capacityKw of [0.8, 3.6, 7, 49.14, 50, 101, 1500, 12_500, 316_000]) {
      const { grid } = chartScales(dayOfSite({ ...UTC, generation: [] }), capacityKw);
      assert.equal(grid[0], 0);
      assert.ok(grid.at(-1)! >= capacityKw, `${grid} for ${capacityKw}`);
      assert.ok(grid.length >= 4 && grid.length <= 6, `${grid} for ${capacityKw}`);
    }
  });

  it("is the same on every day that stays below the capacity, and grows with one above", () => {
    const day = dayOfSite({ ...UTC, generation });
    const top = (capacityKw: number | null) => chartScales(day, capacityKw).grid.at(-1);
    assert.equal(top(50), 50);
    assert.equal(top(8), 15);
    assert.equal(top(null), 15);
    assert.equal(top(NaN), 15);
    assert.equal(chartScales(dayOfSite(UTC), null).grid.at(-1), 1);
  });

  it("places times and powers in per cent of the drawing", () => {
    const day = dayOfSite({ ...UTC, generation });
    const scales = chartScales(day, 50);
    assert.equal(leftOf(day.startMs + 6 * HOUR, scales), "25%");
    assert.equal(topOf(0, scales), "86%");
    assert.equal(topOf(50, scales), "8%");
  });
});

describe("the hours of the axis", () => {
  const labels = (day: string, zone: string) =>
    clockHours(dayOfSite({ ...UTC, day, zone })).map(({ ms, label }) => ({ ms, label }));

  it("are those of the zone's clock, placed by their instants", () => {
    const day = dayOfSite({
      ...UTC,
      zone: "Asia/Kathmandu",
      forecast: forecasted(UTC.now, 15, [1]),
    });
    const hours = clockHours(day);
    assert.equal(
      hours.map(({ label }) => label).join(" "),
      "00:00 03:00 06:00 09:00 12:00 15:00 18:00 21:00 24:00",
    );
    assert.equal(hours[4]!.ms, Temporal.Instant.from("2026-06-21T06:15:00Z").epochMilliseconds);
  });

  it("are two or four hours apart where clocks change", () => {
    const spring = labels("2026-03-29", "Europe/London");
    assert.equal((spring[1]!.ms - spring[0]!.ms) / HOUR, 2);
    const autumn = labels("2026-10-25", "Europe/London");
    assert.equal((autumn[1]!.ms - autumn[0]!.ms) / HOUR, 4);
  });

  it("leave out an hour that the day does not have", () => {
    const skipped = labels("2026-09-06", "America/Santiago");
    assert.equal(skipped[0]!.label, "01:00");
    assert.equal((skipped[1]!.ms - skipped[0]!.ms) / HOUR, 2);
    assert.ok(labels("2026-03-29", "Europe/London").every(({ label }) => label !== "01:00"));
  });
});
