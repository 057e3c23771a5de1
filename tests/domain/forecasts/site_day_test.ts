import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { lengthMs } from "../../../domain/generation/energy.ts";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import { BARE_SITE, dayOfSite, forecasted, measured, PLANT } from "../../support/site_day.ts";

const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC" };
const NOON = "2026-06-21T12:00:00Z";
const flat = (count: number, power: number) => Array<number>(count).fill(power);

describe("energy of a day", () => {
  it("expects what was produced so far plus the forecast for the rest", () => {
    const day = dayOfSite({
      ...UTC,
      now: NOON,
      generation: measured("2026-06-21T00:00:00Z", 10, flat(72, 6)),
      forecast: forecasted("2026-06-21T00:00:00Z", 15, flat(96, 10)),
    });
    assert.equal(day.producedKwh, 72);
    assert.equal(day.forecastKwh, 240);
    assert.equal(day.expectedKwh, 72 + 120);
    assert.deepEqual(day.covered, { produced: 1, forecast: 1, expected: 1 });
  });

  it("fills gaps of the actuals by the forecast to the minute, and never with 0", () => {
    const powers = [...flat(6, 6), undefined, ...flat(5, 6)];
    const day = dayOfSite({
      ...UTC,
      now: "2026-06-21T02:00:00Z",
      generation: measured("2026-06-21T00:00:00Z", 10, powers),
      forecast: forecasted("2026-06-21T00:00:00Z", 15, [...flat(4, 0), 12, ...flat(3, 24)]),
    });
    assert.equal(day.producedKwh, 11);
    assert.equal(day.expectedKwh, 11 + 2);
    assert.equal(day.covered.produced, 11 / 12);
    assert.equal(day.covered.expected, 2 / 24);
  });

  it("counts of a period that reaches over midnight only what lies in the day", () => {
    const day = dayOfSite({
      ...UTC,
      now: "2026-06-22T12:00:00Z",
      generation: measured("2026-06-20T23:30:00Z", 60, flat(25, 2)),
    });
    assert.equal(day.producedKwh, 48);
    assert.deepEqual([day.generation[0]?.startMs, day.generation.at(-1)?.endMs], [
      day.startMs,
      day.endMs,
    ]);
  });

  it("has no totals without rows, and no expectation without a forecast", () => {
    const empty = dayOfSite({ ...UTC, now: NOON });
    assert.deepEqual([empty.producedKwh, empty.forecastKwh, empty.expectedKwh], [null, null, null]);
    assert.deepEqual([empty.forecastPeak, empty.current, empty.forecastRun], [null, null, null]);
    const generation = measured("2026-06-21T00:00:00Z", 60, flat(12, 3));
    const onlyActuals = dayOfSite({ ...UTC, now: NOON, generation });
    assert.equal(onlyActuals.producedKwh, 36);
    assert.equal(onlyActuals.expectedKwh, null);
    assert.equal(onlyActuals.generationPeak?.powerKw, 3);
  });

  it("takes a stored NaN for a gap", () => {
    const generation = measured("2026-06-21T00:00:00Z", 60, [3, NaN, 3]);
    const [value] = forecasted("2026-06-21T00:00:00Z", 60, [5]);
    const forecast = [{ ...value!, p10_kw: NaN }];
    const day = dayOfSite({ ...UTC, now: NOON, generation, forecast });
    assert.equal(day.producedKwh, 6);
    assert.equal(day.forecast[0]?.p10Kw, null);
  });
});

describe("now", () => {
  const forecast = forecasted("2026-06-21T00:00:00Z", 60, flat(24, 7));

  it("is what was measured while that is fresh", () => {
    const generation = measured("2026-06-21T11:00:00Z", 30, [3, 4]);
    const day = dayOfSite({ ...UTC, now: "2026-06-21T12:29:00Z", generation, forecast });
    assert.deepEqual(day.current, { powerKw: 4, source: "measured" });
  });

  it("is the forecast when the newest actual is old", () => {
    const generation = measured("2026-06-21T09:00:00Z", 30, [3, 4]);
    const day = dayOfSite({ ...UTC, now: NOON, generation, forecast });
    assert.deepEqual(day.current, { powerKw: 7, source: "forecast" });
    assert.equal(day.measuredUntilMs, milliseconds("2026-06-21T10:00:00Z"));
  });

  it("belongs to today alone", () => {
    for (
      const [now, when] of [["2026-06-22T00:00:00Z", "past"], ["2026-06-20T23:59:59Z", "future"]]
    ) {
      const day = dayOfSite({ ...UTC, now: now!, forecast });
      assert.deepEqual([day.when, day.nowMs, day.current], [when, null, null]);
    }
    assert.equal(dayOfSite({ ...UTC, now: "2026-06-21T00:00:00Z" }).when, "today");
  });
});

describe("the forecast of a day", () => {
  it("has its peak with P10 and P90, and names the newest run", () => {
    const forecast = [
      ...forecasted("2026-06-21T06:00:00Z", 60, [5, 9], "2026-06-21T06:00:00Z"),
      ...forecasted("2026-06-21T03:00:00Z", 60, [1, 2, 3], "2026-06-21T03:00:00Z"),
    ];
    const day = dayOfSite({ ...UTC, now: NOON, forecast });
    const { startMs, powerKw, p10Kw, p90Kw } = day.forecastPeak!;
    assert.deepEqual([powerKw, p10Kw, p90Kw], [9, 8, 10]);
    assert.equal(startMs, milliseconds("2026-06-21T07:00:00Z"));
    assert.deepEqual(day.forecastRun, {
      madeMs: milliseconds("2026-06-21T06:00:00Z"),
      modelName: "baseline",
      modelVersion: "1",
    });
  });
});

describe("a day of the site's own zone", () => {
  const LONDON = { ...PLANT, latitude: 51.5, longitude: -0.1 };

  it("has 23 hours of energy when clocks go forward, 25 when they go back", () => {
    for (const [day, hours] of [["2026-03-29", 23], ["2026-10-25", 25]] as const) {
      const forecast = forecasted(`${day}T00:00:00Z`, 15, flat(120, 2)).concat(
        forecasted("2026-10-24T22:00:00Z", 15, flat(8, 2)),
      );
      const asked = { day, zone: "Europe/London", now: "2026-12-01T00:00:00Z", forecast };
      assert.equal(dayOfSite({ site: LONDON, ...asked }).forecastKwh, 2 * hours);
    }
  });

  it("begins in the middle of a half hour at +05:45", () => {
    const day = dayOfSite({
      day: "2026-06-21",
      zone: "Asia/Kathmandu",
      now: "2026-07-01T00:00:00Z",
      generation: measured("2026-06-20T18:00:00Z", 30, flat(50, 4)),
    });
    assert.equal(day.startMs, milliseconds("2026-06-20T18:15:00Z"));
    assert.equal(day.producedKwh, 4 * 24);
  });

  it("is all night in the polar night, where nothing needs covering", () => {
    const site = { ...PLANT, latitude: 69.65, longitude: 18.96 };
    const asked = { site, day: "2026-12-21", zone: "Europe/Oslo", now: "2026-12-21T11:00:00Z" };
    const day = dayOfSite({ ...asked, forecast: forecasted("2026-12-21T00:00:00Z", 60, [0]) });
    assert.equal(lengthMs(day.nights), 24 * HOUR);
    assert.equal(day.covered.forecast, 1);
    assert.equal(day.forecastPeak?.powerKw, 0);
  });

  it("needs no actuals at night, but in daylight", () => {
    const asked = { day: "2026-11-20", zone: "Indian/Reunion", now: "2026-11-21T10:00:00Z" };
    const daylight = measured("2026-11-20T01:00:00Z", 60, flat(14, 5));
    assert.equal(dayOfSite({ ...asked, generation: daylight }).covered.produced, 1);
    const morning = dayOfSite({ ...asked, generation: daylight.slice(0, 7) });
    assert.ok(morning.covered.produced > 0.45 && morning.covered.produced < 0.55);
  });

  it("knows no nights of a wind site or without coordinates", () => {
    const asked = { day: "2026-12-21", zone: "UTC", now: NOON };
    assert.deepEqual(dayOfSite({ ...asked, site: BARE_SITE }).nights, []);
    assert.deepEqual(dayOfSite({ ...asked, site: { ...PLANT, asset_type: "wind" } }).nights, []);
  });
});
