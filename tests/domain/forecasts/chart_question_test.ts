import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  type ChartQuestion,
  forecastQuestion,
  madeAt,
} from "../../../domain/forecasts/chart_question.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const time = (text: string) => Temporal.PlainDateTime.from(text);

describe("the question about the forecasts of a day", () => {
  it("asks nothing for the newest, and minutes for hours", () => {
    const asked = (question: ChartQuestion) => forecastQuestion(question, day("2026-06-21"), "UTC");
    assert.deepEqual(asked({ forecast: "newest", baseline: "yes" }), {});
    assert.deepEqual(asked({ forecast: "ahead", ahead: 6.25 }), { min_horizon_minutes: 375 });
    assert.deepEqual(asked({ forecast: "ahead", ahead: 0 }), { min_horizon_minutes: 0 });
  });

  const deadlines = [
    ["Europe/London", "2026-06-21", "2026-06-20T08:00:00Z"],
    ["Europe/London", "2026-03-29", "2026-03-28T09:00:00Z"],
    ["Europe/London", "2026-03-30", "2026-03-29T08:00:00Z"],
    ["Europe/London", "2026-10-25", "2026-10-24T08:00:00Z"],
    ["Europe/London", "2026-10-26", "2026-10-25T09:00:00Z"],
    ["Asia/Kolkata", "2026-06-21", "2026-06-20T03:30:00Z"],
    ["America/St_Johns", "2026-01-01", "2025-12-31T12:30:00Z"],
    ["+05:45", "2026-06-21", "2026-06-20T03:15:00Z"],
  ] as const;
  for (const [zone, target, made_before] of deadlines) {
    it(`asks, a day ahead of ${target} in ${zone}, for what was made by 9:00 there`, () => {
      assert.deepEqual(forecastQuestion({ forecast: "day-ahead" }, day(target), zone), {
        made_before,
      });
    });
  }
});

describe("a time on the clock of a zone", () => {
  const london = (text: string) => {
    const { instant, change } = madeAt(time(text), "Europe/London");
    return [instant.toString(), change];
  };

  it("is one instant", () => {
    assert.deepEqual(london("2026-11-20T06:00"), ["2026-11-20T06:00:00Z", null]);
    assert.deepEqual(london("2026-06-20T06:00"), ["2026-06-20T05:00:00Z", null]);
    const kolkata = madeAt(time("2026-06-20T06:00"), "Asia/Kolkata");
    assert.equal(kolkata.instant.toString(), "2026-06-20T00:30:00Z");
  });

  it("that clocks skip is as much later, and one that comes twice is the first", () => {
    assert.deepEqual(london("2026-03-29T01:30"), ["2026-03-29T01:30:00Z", "skipped"]);
    assert.deepEqual(london("2026-03-29T02:00"), ["2026-03-29T01:00:00Z", null]);
    assert.deepEqual(london("2026-10-25T01:30"), ["2026-10-25T00:30:00Z", "twice"]);
    assert.deepEqual(london("2026-10-25T02:00"), ["2026-10-25T02:00:00Z", null]);
  });
});
