import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  chartAsked,
  type ChartQuestion,
  forecastQuestion,
  madeAt,
  parametersOf,
  withDefaults,
} from "../../../domain/forecasts/chart_query.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const time = (text: string) => Temporal.PlainDateTime.from(text);

/** What an address asks for, written as an address again. */
function again(posted: Record<string, string>) {
  const { data, fields } = chartAsked(posted);
  return data ? parametersOf(data) : fields.map(({ field }) => field);
}

describe("what an address asks the chart for", () => {
  it("is the newest forecast when it says nothing", () => {
    assert.deepEqual(chartAsked({}).data, { forecast: "newest" });
    assert.deepEqual(again({ forecast: "" }), {});
  });

  it("is written as it was read", () => {
    const made = "2026-11-20T06:00";
    const whole = [
      {},
      { baseline: "yes" },
      { forecast: "as-made-at", made },
      { forecast: "ahead", ahead: "6" },
      { forecast: "ahead", ahead: "0" },
      { forecast: "ahead", ahead: "47.75", baseline: "yes" },
      { forecast: "day-ahead" },
    ] as Record<string, string>[];
    for (const posted of whole) assert.deepEqual(again(posted), posted);
  });

  it("leaves out what the form sent along for other choices, wrong or not", () => {
    assert.deepEqual(again({ forecast: "newest", made: "never", ahead: "-1" }), {});
    assert.deepEqual(again({ forecast: "ahead", made: "", ahead: "1,5" }), {
      forecast: "ahead",
      ahead: "1.5",
    });
  });

  const wrong = {
    forecast: ["latest", "__proto__", "constructor", "NEWEST"],
    made: [
      "",
      "2026-02-30T06:00",
      "2026-11-20",
      "2026-11-20T24:00",
      "2026-11-20T06:00Z",
      "1899-12-31T00:00",
      "2100-01-01T00:00",
      "20/11/2026 6:00",
      "2026-11-20T06:00[Europe/London]",
    ],
    ahead: ["", "-1", "48.25", "6.1", "1e1", "six", "Infinity", "1,000"],
    baseline: ["no", "on", "YES"],
  };
  const choice = { forecast: "", made: "as-made-at", ahead: "ahead", baseline: "newest" };
  for (const [field, texts] of Object.entries(wrong)) {
    it(`has a sentence for what ${field} cannot be`, () => {
      for (const text of texts) {
        const posted = { forecast: choice[field as keyof typeof choice], [field]: text };
        assert.deepEqual(again(posted), [field], text);
        assert.match(chartAsked(posted).fields![0]!.message, /^(Enter|Choose|Write) .*\.$/);
      }
    });
  }

  it("has both sentences where two things are wrong", () => {
    const posted = { forecast: "ahead", ahead: "x", baseline: "x" };
    assert.deepEqual((again(posted) as string[]).toSorted(), ["ahead", "baseline"]);
  });
});

describe("what the form offers for choices that were not made", () => {
  const today = day("2026-06-21");
  it("is the beginning of a day that has begun, and six hours", () => {
    const { made, ahead } = withDefaults({}, day("2026-06-19"), today);
    assert.deepEqual([made, ahead], ["2026-06-19T00:00", "6"]);
    assert.equal(withDefaults({}, day("2026-06-25"), today).made, "2026-06-21T00:00");
  });

  it("never takes the place of what was typed for the choice", () => {
    const typed = { forecast: "as-made-at", made: "", ahead: "7" };
    assert.deepEqual(withDefaults(typed, today, today), typed);
    const hours = { forecast: "ahead", made: "2026-01-01T00:00", ahead: "" };
    assert.deepEqual(withDefaults(hours, today, today), hours);
  });
});

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
