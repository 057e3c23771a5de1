import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { standInDay } from "../../../domain/time/calendar_mirror.ts";

/** Days 1 to 10 and 15 to 30 are good. */
const goodDays = Array.from({ length: 30 }, (_, index) => index + 1)
  .filter((day) => day <= 10 || day >= 15);

describe("the day that stands in for another", () => {
  it("is the day itself where its data are good", () => {
    assert.equal(standInDay(10, goodDays), 10);
    assert.equal(standInDay(15, goodDays), 15);
  });

  it("is its mirror across the nearer edge of the gap", () => {
    assert.deepEqual([11, 12, 13, 14].map((day) => standInDay(day, goodDays)), [10, 9, 16, 15]);
  });

  it("lies after a gap whose edges are as near", () => {
    assert.equal(standInDay(2, [1, 3]), 3);
    assert.equal(standInDay(12, [9, 10, 14, 15, 16]), 15);
  });

  it("is found across the only edge of a gap at an end of the year", () => {
    assert.deepEqual([1, 2].map((day) => standInDay(day, [3, 4, 5])), [4, 3]);
    assert.deepEqual([4, 5].map((day) => standInDay(day, [1, 2, 3])), [3, 2]);
  });
});
