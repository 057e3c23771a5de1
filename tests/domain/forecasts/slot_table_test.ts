import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dayTable } from "../../../domain/forecasts/day_table.ts";
import { slotTable } from "../../../domain/forecasts/slot_table.ts";
import { energyKwh } from "../../../domain/generation/energy.ts";
import { utcText } from "../../../domain/time/time.ts";
import { BARE_SITE, dayOfSite, forecasted, measured } from "../../support/site_day.ts";

const UTC = { site: BARE_SITE, day: "2026-06-21", zone: "UTC", now: "2026-06-21T12:00:00Z" };

describe("the table of several days", () => {
  it("has means of half hours or hours, null where less than 90 % is known, and no empty rows", () => {
    const values = {
      generation: measured("2026-06-21T10:00:00Z", 10, [30, 60, 90, 10]),
      forecast: forecasted("2026-06-21T10:00:00Z", 15, [40, 50, 60, 70, 10, 20, 30]),
    };
    const three = slotTable(dayOfSite({ ...UTC, ...values, days: 3 }));
    const shown = three.map(({ startMs, generationKw, forecastKw, p10Kw }) => [
      utcText(startMs).slice(11, 16),
      generationKw,
      forecastKw,
      p10Kw,
    ]);
    assert.deepEqual(shown, [["10:00", 60, 45, 44], ["10:30", null, 65, 64], [
      "11:00",
      null,
      15,
      14,
    ]]);
    const seven = slotTable(dayOfSite({ ...UTC, ...values, days: 7 }));
    assert.deepEqual(seven.map(({ generationKw, forecastKw }) => [generationKw, forecastKw]), [[
      null,
      55,
    ]]);
  });

  it("adds up to the same energies as the rows of the days where all is known", () => {
    const hours = Array.from({ length: 25 + 24 * 4 }, (_, at) => at % 24);
    const day = dayOfSite({
      ...UTC,
      day: "2026-10-25",
      zone: "Europe/London",
      days: 5,
      generation: measured("2026-10-24T23:00:00Z", 60, hours),
      forecast: forecasted("2026-10-24T23:00:00Z", 60, hours.toReversed()),
    });
    const energies = (rows: ReturnType<typeof dayTable>) =>
      (["generationKw", "forecastKw"] as const).map((key) =>
        energyKwh(rows.map((row) => ({ ...row, powerKw: row[key]! })))
      );
    assert.equal(slotTable(day).length, hours.length);
    assert.deepEqual(energies(slotTable(day)), energies(dayTable(day)));
  });
});
