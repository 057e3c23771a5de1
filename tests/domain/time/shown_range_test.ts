import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  anchorOf,
  besideRange,
  type DayRange,
  daysIn,
  rangeOf,
  shownAs,
  type View,
} from "../../../domain/time/shown_range.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const ends = ({ first, last }: DayRange) => [`${first}`, `${last}`];
const around = (view: View, text: string) => rangeOf(view, day(text));

describe("a range of days", () => {
  it("is the day, its neighbours, its week from Monday, its month or its year", () => {
    assert.deepEqual(ends(around("day", "2026-11-29")), ["2026-11-29", "2026-11-29"]);
    assert.deepEqual(ends(around("3-days", "2026-11-30")), ["2026-11-29", "2026-12-01"]);
    assert.deepEqual(ends(around("week", "2026-11-29")), ["2026-11-23", "2026-11-29"]);
    assert.deepEqual(ends(around("month", "2024-02-10")), ["2024-02-01", "2024-02-29"]);
    assert.deepEqual(ends(around("year", "2026-11-29")), ["2026-01-01", "2026-12-31"]);
  });

  it("has one of its kind before and after it", () => {
    const before = (view: View, text: string) => ends(besideRange(around(view, text), -1));
    assert.deepEqual(before("3-days", "2026-11-29"), ["2026-11-25", "2026-11-27"]);
    assert.deepEqual(before("month", "2026-03-31"), ["2026-02-01", "2026-02-28"]);
    const any = { view: "range", first: day("2026-11-10"), last: day("2026-11-13") } as const;
    assert.deepEqual(ends(besideRange(any, 1)), ["2026-11-14", "2026-11-17"]);
  });

  it("shows powers of a week, energies of days up to 92, else of months", () => {
    const of = (days: number) => {
      const first = day("2026-01-01");
      return shownAs({ view: "range", first, last: first.add({ days: days - 1 }) });
    };
    assert.deepEqual([7, 8, 92, 93].map(of), ["power", "days", "days", "months"]);
    assert.equal(shownAs(around("year", "2026-06-01")), "months");
  });

  it("leads back to today where it holds it", () => {
    const today = day("2026-11-29");
    assert.equal(`${anchorOf(around("month", "2026-11-01"), today)}`, "2026-11-29");
    assert.equal(`${anchorOf(around("month", "2026-10-09"), today)}`, "2026-10-01");
    assert.equal(`${anchorOf(around("3-days", "2026-11-28"), today)}`, "2026-11-28");
    assert.equal(daysIn(around("week", "2026-10-25")), 7);
  });
});
