import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { FilterPeriod } from "../../../domain/charging/filter_period.ts";
import { keptSpans } from "../../../domain/charging/kept_spans.ts";

const bound = fc.option(
  fc.integer({ min: Date.UTC(2024, 9), max: Date.UTC(2027, 3) }).map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms - ms % 900_000)
  ),
  { nil: undefined },
);

/** Returns whether a year, a month or a moment begins in a period. */
const isIn = (text: string, { start, end }: FilterPeriod) => {
  const instant = Temporal.Instant.from(text);
  return (!start || Temporal.Instant.compare(start, instant) <= 0) &&
    (!end || Temporal.Instant.compare(instant, end) < 0);
};

const text = ({ start, end }: FilterPeriod) => `${start ?? ""}/${end ?? ""}`;

describe("years, months and the rest of a period", () => {
  it("have each moment of the period once, and none else", () => {
    const moment = fc.integer({ min: Date.UTC(2024, 8), max: Date.UTC(2027, 4) });
    fc.assert(fc.property(bound, bound, moment, (start, end, ms) => {
      const at = new Date(ms).toISOString();
      const { years, months, rest } = keptSpans({ start, end });
      const [year, month] = [`${at.slice(0, 4)}-01-01T00:00Z`, `${at.slice(0, 7)}-01T00:00Z`];
      const found = [
        ...years.filter((one) => isIn(year, one)),
        ...months.filter((one) => isIn(month, one)),
        ...rest.filter((one) => isIn(at, one)),
      ];
      assert.equal(found.length, isIn(at, { start, end }) ? 1 : 0);
    }));
  });

  it("are years without bounds, then months, then at most two parts of a month", () => {
    assert.deepEqual(keptSpans({}), {
      years: [{ start: undefined, end: undefined }],
      months: [],
      rest: [],
    });
    const start = Temporal.Instant.from("2024-11-15T08:00:00Z");
    const end = Temporal.Instant.from("2026-03-01T00:00:00Z");
    const { years, months, rest } = keptSpans({ start, end });
    assert.deepEqual([years, months, rest].map((all) => all.map(text)), [
      ["2025-01-01T00:00:00Z/2026-01-01T00:00:00Z"],
      [
        "2024-12-01T00:00:00Z/2025-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z/2026-03-01T00:00:00Z",
      ],
      ["2024-11-15T08:00:00Z/2024-12-01T00:00:00Z"],
    ]);
  });
});
