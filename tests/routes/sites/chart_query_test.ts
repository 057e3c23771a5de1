import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  chartFormValues,
  chartParameters,
  parseChartQuery,
} from "../../../routes/sites/chart_query.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

/** Parses the query of an address, and writes it as a query again. */
function again(posted: Record<string, string>) {
  const { data, fields } = parseChartQuery(posted);
  return data ? chartParameters(data) : fields.map(({ field }) => field);
}

describe("what an address asks the chart for", () => {
  it("is the newest forecast when it says nothing", () => {
    assert.deepEqual(parseChartQuery({}).data, { forecast: "newest" });
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
      { forecast: "model:a model: with ünusual letters" },
      { compare: "none" },
      { compare: "newest", forecast: "ahead", ahead: "6" },
      { compare: "as-made-at", compare_made: made },
      { compare: "ahead", compare_ahead: "12", pause: "yes" },
      { compare: "model:baseline", hide: "actual,clear-sky" },
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
    forecast: ["latest", "__proto__", "NEWEST", "model:", "model:\0", `model:${"x".repeat(201)}`],
    compare: ["latest", "constructor", "model:"],
    compare_made: ["", "2026-02-30T06:00"],
    compare_ahead: ["", "-1"],
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
  const choices = {
    made: { forecast: "as-made-at" },
    ahead: { forecast: "ahead" },
    compare_made: { compare: "as-made-at" },
    compare_ahead: { compare: "ahead" },
  };
  for (const [field, texts] of Object.entries(wrong)) {
    it(`has a sentence for what ${field} cannot be`, () => {
      for (const text of texts) {
        const posted = { ...choices[field as keyof typeof choices], [field]: text };
        assert.deepEqual(again(posted), [field], text);
        assert.match(parseChartQuery(posted).fields![0]!.message, /^(Enter|Choose|Write) .*\.$/);
      }
    });
  }

  it("takes only names of lines to hide", () => {
    assert.deepEqual(again({ hide: "band,__proto__,actual" }), { hide: "actual,band" });
    assert.deepEqual(again({ hide: "x" }), {});
  });

  it("has both sentences where two things are wrong", () => {
    const posted = { forecast: "ahead", ahead: "x", baseline: "x" };
    assert.deepEqual((again(posted) as string[]).toSorted(), ["ahead", "baseline"]);
  });
});

describe("what the form offers for choices that were not made", () => {
  const today = day("2026-06-21");
  it("is the beginning of a day that has begun, and six hours", () => {
    const { made, ahead } = chartFormValues({}, day("2026-06-19"), today);
    assert.deepEqual([made, ahead], ["2026-06-19T00:00", "6"]);
    assert.equal(chartFormValues({}, day("2026-06-25"), today).made, "2026-06-21T00:00");
  });

  it("never takes the place of what was typed for the choice", () => {
    const of = (posted: Record<string, string>) => {
      const { made, ahead } = chartFormValues(posted, today, today);
      return { ...posted, made, ahead };
    };
    const typed = { forecast: "as-made-at", made: "", ahead: "7" };
    assert.deepEqual(of(typed), typed);
    const hours = { forecast: "ahead", made: "2026-01-01T00:00", ahead: "" };
    assert.deepEqual(of(hours), hours);
  });

  it("is the day-ahead forecast to compare with the newest, and nothing with others", () => {
    const compare = (posted: Record<string, string>) =>
      chartFormValues(posted, today, today).compare;
    assert.equal(compare({}), "day-ahead");
    assert.equal(compare({ forecast: "ahead" }), "none");
    assert.equal(compare({ compare: "newest" }), "newest");
    const typed = chartFormValues({ compare: "ahead", compare_ahead: "" }, today, today);
    assert.deepEqual([typed.compare_ahead, typed.ahead], ["", "6"]);
  });
});
