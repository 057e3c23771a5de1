import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dayTable } from "../../../domain/forecasts/day_table.ts";
import { utcText } from "../../../domain/time/time.ts";
import { BARE_SITE, dayOfSite, forecasted, measured } from "../../support/site_day.ts";

const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC", now: "2026-06-21T12:00:00Z" };

describe("the table of a day", () => {
  it("compares over the forecast's periods, and over the measured part of one that has a gap", () => {
    const rows = dayTable(dayOfSite({
      ...UTC,
      generation: measured("2026-06-21T10:00:00Z", 10, [30, 60, 90, 10]),
      forecast: forecasted("2026-06-21T10:00:00Z", 15, [40, 50, 60]),
    }));
    assert.deepEqual(rows.map(({ generationKw, forecastKw }) => [generationKw, forecastKw]), [
      [40, 40],
      [80, 50],
      [10, 60],
      [null, 60],
    ]);
    assert.deepEqual([rows[0]?.p10Kw, rows[0]?.p90Kw], [39, 41]);
  });

  it("keeps what was measured where there was no forecast", () => {
    const rows = dayTable(dayOfSite({
      ...UTC,
      generation: measured("2026-06-21T09:50:00Z", 10, [1, 2, 4]),
      forecast: forecasted("2026-06-21T10:00:00Z", 15, [40]),
    }));
    const shown = rows.map(({ startMs, generationKw, forecastKw }) => [
      utcText(startMs).slice(11, 16),
      generationKw,
      forecastKw,
    ]);
    assert.deepEqual(shown, [["09:50", 1, null], ["10:00", 8 / 3, 40], ["10:15", 4, null]]);
  });

  it("sets the baseline beside the forecast where it is complete, and has its own lines elsewhere", () => {
    const rows = dayTable(dayOfSite({
      ...UTC,
      generation: measured("2026-06-21T10:30:00Z", 10, [3, 6, 9, 5]),
      forecast: forecasted("2026-06-21T10:00:00Z", 30, [40]),
      baseline: forecasted("2026-06-21T10:00:00Z", 15, [8, 10, 12, 14]),
    }));
    const shown = rows.map((row) => [
      utcText(row.startMs).slice(11, 16),
      row.generationKw,
      row.forecastKw,
      row.baselineKw,
    ]);
    assert.deepEqual(shown, [
      ["10:00", null, 40, 9],
      ["10:30", 4, null, 12],
      ["10:45", 8, null, 14],
      ["11:00", 5, null, null],
    ]);
    assert.equal(rows[1]!.p10Kw, null);
  });

  it("is empty on a day without values", () => {
    assert.deepEqual(dayTable(dayOfSite(UTC)), []);
  });
});
