import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dayTable } from "../../../domain/forecasts/day_table.ts";
import { forecastDifference } from "../../../domain/forecasts/forecast_difference.ts";
import { differenceText } from "../../../views/sites/difference.tsx";
import { dayOfSite, forecasted, measured } from "../../support/site_day.ts";

const START = "2026-06-21T06:00:00Z";
const DAY = { day: "2026-06-21", zone: "UTC", now: "2026-06-22T12:00:00Z" };
const rowsOf = (own: number[], other: number[], generation: (number | undefined)[] = []) =>
  dayTable(dayOfSite({
    ...DAY,
    forecast: forecasted(START, 60, own),
    compared: forecasted(START, 60, other),
    generation: measured(START, 60, generation),
  }));

describe("the difference of two forecasts", () => {
  it("counts the time that both cover, and is a mean while there is power", () => {
    const found = forecastDifference(rowsOf([0, 4, 8, 9], [0, 6, 5]))!;
    assert.deepEqual(found, { ownKwh: 12, comparedKwh: 11, apartKw: 2.5, errors: null });
  });

  it("says how far each was from what was measured, where all three are known", () => {
    const { errors } = forecastDifference(rowsOf([4, 8, 9], [6, 5, 9], [5, 5, undefined]))!;
    assert.deepEqual(errors, { ownKw: 2, comparedKw: 0.5 });
  });

  it("is none where they share no time, and nothing apart where both are zero", () => {
    assert.equal(forecastDifference(rowsOf([], [1])), null);
    assert.equal(forecastDifference(rowsOf([1], [])), null);
    assert.equal(forecastDifference(rowsOf([0], [0]))!.apartKw, 0);
  });

  it("is a sentence that names both", () => {
    const names = { forecast: "Newest", compared: "Day-ahead" };
    assert.equal(
      differenceText(rowsOf([4, 8, 9], [6, 5, 9], [5, 5, 9]), names),
      "Newest 21 kWh and Day-ahead 20 kWh over the time of both: 1.0 kWh more, 1.7 kW apart on " +
        "average. From what was measured, Newest was 1.3 kW off on average, Day-ahead 0.33 kW.",
    );
    assert.equal(differenceText([], names), null);
  });
});
