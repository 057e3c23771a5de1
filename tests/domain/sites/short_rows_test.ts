import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { hintsOf } from "../../../domain/sites/hints/hints.ts";
import { MEASURED_EVERY } from "../../../domain/sites/site_input.ts";
import { MINUTE } from "../../../domain/time/time.ts";
import { PLANT } from "../../support/site_day.ts";

const WEEK = 7 * 24 * 60;

/** A week's rows of so many minutes, one every `every` minutes; without those that `skips`. */
function rows(every: number, minutes = 5, skips = (_: number) => false) {
  return Array.from({ length: WEEK / every }, (_, index) => index * every)
    .filter((start) => !skips(start))
    .map((start) => ({ startMs: start * MINUTE, endMs: (start + minutes) * MINUTE }));
}

const codes = (week: ReturnType<typeof rows>, site = PLANT) =>
  hintsOf(site, [], week).map(({ code, figures }) => [code, figures]);

describe("the hint about rows that always last 5 minutes", () => {
  for (const minutes of MEASURED_EVERY) {
    it(`offers ${minutes} minutes where a week's rows start every ${minutes}`, () => {
      const week = rows(minutes);
      const expected = [["short_rows", { minutes, rows: week.length }]];
      assert.deepEqual(codes(week), expected);
      assert.deepEqual(codes(week, { ...PLANT, has_battery: true }), expected);
    });
  }

  it("is there in spite of nights without rows", () => {
    const week = rows(30, 5, (start) => start % 1440 < 360);
    assert.deepEqual(codes(week), [["short_rows", { minutes: 30, rows: week.length }]]);
  });

  it("is not there for rows that follow each other, last longer or come at any time", () => {
    assert.deepEqual(codes(rows(5)), []);
    assert.deepEqual(codes(rows(30, 30)), []);
    assert.deepEqual(codes(rows(5, 5, (start) => start % 35 > 10)), []);
  });

  it("is not there for part of a week, nor where the site states a length", () => {
    assert.deepEqual(codes(rows(30, 5, (start) => start < 3 * 1440)), []);
    assert.deepEqual(codes(rows(30), { ...PLANT, measured_every_minutes: 30 }), []);
  });
});
