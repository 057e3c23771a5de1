import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { fieldErrors } from "../../../domain/validation.ts";
import { MAX_RANGE_DAYS, periodOf, timeRange } from "../../../domain/time/time_range.ts";

type Range = Parameters<typeof periodOf>[0];

function fieldsWrong(range: Record<string, unknown>): string[] {
  const { error } = timeRange.safeParse(range);
  return error ? fieldErrors(error).map(({ field }) => field) : [];
}

describe("a range as a script gives it", () => {
  it("takes both ends, one, or none, with any offset", () => {
    for (
      const range of [
        {},
        { start: "2026-06-21T00:00:00Z" },
        { end: "2026-06-21T00:00:00.5Z" },
        { start: "2026-06-21T05:45:00+05:45", end: "2026-06-21T00:00:01Z" },
      ]
    ) assert.deepEqual(fieldsWrong(range), []);
  });

  it("takes as many days as one answer may hold, and no second more", () => {
    const start = "2026-01-01T00:00:00Z";
    const end = Temporal.Instant.from(start).add({ hours: MAX_RANGE_DAYS * 24 });
    assert.deepEqual(fieldsWrong({ start, end: end.toString() }), []);
    assert.deepEqual(fieldsWrong({ start, end: end.add({ seconds: 1 }).toString() }), ["end"]);
  });

  const wrong = [
    ["a time without an offset", { start: "2026-06-21T00:00:00" }, ["start"]],
    ["a day", { start: "2026-06-21" }, ["start"]],
    ["a day that is not in the calendar", { start: "2026-02-29T00:00:00Z" }, ["start"]],
    ["words", both("now", "later"), ["start", "end"]],
    [
      "a start without an offset beside a good end",
      both("2026-06-21T00:00:00", "2026-06-22T00:00:00Z"),
      ["start"],
    ],
    ["a word beside a good start", both("2026-06-21T00:00:00Z", "later"), ["end"]],
    ["more digits than nanoseconds", { end: "2026-06-21T00:00:00.1234567890Z" }, ["end"]],
    ["an end at the start", both("2026-06-21T00:00:00Z", "2026-06-21T00:00:00Z"), ["end"]],
    [
      "an end before the start by its offset",
      both("2026-06-21T00:00:00Z", "2026-06-21T05:00:00+05:45"),
      [
        "end",
      ],
    ],
  ] as const;
  for (const [what, range, fields] of wrong) {
    it(`refuses ${what} at its field`, () => assert.deepEqual(fieldsWrong(range), fields));
  }
});

function both(start: string, end: string) {
  return { start, end };
}

describe("the period that a range means", () => {
  const now = Temporal.Instant.from("2026-06-21T20:07:00Z");

  /** Range, zone, and the two ends that come of it. */
  const cases: [string, Range, string, string, string][] = [
    [
      "the site's day and the two after it, when nothing is asked",
      {},
      "Indian/Reunion",
      "2026-06-21T20:00:00Z",
      "2026-06-24T20:00:00Z",
    ],
    [
      "the same in a zone where it is still the day before",
      {},
      "America/New_York",
      "2026-06-21T04:00:00Z",
      "2026-06-24T04:00:00Z",
    ],
    [
      "three days from a start, an hour being an hour when clocks change",
      { start: "2026-03-28T12:00:00Z" },
      "Europe/London",
      "2026-03-28T12:00:00Z",
      "2026-03-31T12:00:00Z",
    ],
    [
      "the day up to an end",
      { end: "2026-06-10T09:00:00Z" },
      "Asia/Kathmandu",
      "2026-06-09T18:15:00Z",
      "2026-06-10T09:00:00Z",
    ],
    [
      "the whole day that an end at midnight closes",
      { end: "2026-03-29T23:00:00Z" },
      "Europe/London",
      "2026-03-29T00:00:00Z",
      "2026-03-29T23:00:00Z",
    ],
    [
      "both ends as they are, in UTC",
      both("2026-06-21T05:45:00+05:45", "2026-06-21T06:45:00+05:45"),
      "Asia/Kolkata",
      "2026-06-21T00:00:00Z",
      "2026-06-21T01:00:00Z",
    ],
  ];
  for (const [what, range, zone, start, end] of cases) {
    it(`is ${what}`, () => {
      const period = periodOf(range, zone, now);
      assert.deepEqual([period.start.toString(), period.end.toString()], [start, end]);
    });
  }
});
