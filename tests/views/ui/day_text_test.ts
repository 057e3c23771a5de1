import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as dayText from "../../../views/ui/day_text.ts";

type Options = Intl.DateTimeFormatOptions;
const FORMS: [(day: Temporal.PlainDate) => string, Options][] = [
  [dayText.weekday, { weekday: "long" }],
  [dayText.shortWeekday, { weekday: "short" }],
  [dayText.dayAndMonth, { day: "numeric", month: "long" }],
  [dayText.date, { day: "numeric", month: "long", year: "numeric" }],
  [dayText.shortDay, { day: "numeric", month: "short" }],
  [dayText.shortDate, { day: "numeric", month: "short", year: "numeric" }],
];

describe("a day in words", () => {
  it("reads as British English in every month and on each weekday", () => {
    const days = Array.from(
      { length: 12 },
      (_, at) => new Temporal.PlainDate(2026, at + 1, at + 8),
    );
    for (const [text, options] of FORMS) {
      assert.deepEqual(days.map(text), days.map((day) => day.toLocaleString("en-GB", options)));
    }
  });
});
