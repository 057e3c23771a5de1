import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { quantileOfSorted } from "../../../domain/forecasts/statistics.ts";

describe("quantileOfSorted", () => {
  it("is linear between neighbours, as R's type 7", () => {
    const values = [1, 2, 4, 8, 16];
    assert.equal(quantileOfSorted(values, 0), 1);
    assert.equal(quantileOfSorted(values, 0.1), 1.4);
    assert.equal(quantileOfSorted(values, 0.5), 4);
    assert.equal(quantileOfSorted(values, 0.9), 12.8);
    assert.equal(quantileOfSorted(values, 1), 16);
    assert.equal(quantileOfSorted([3], 0.9), 3);
  });

  it("has no value for no values", () => {
    assert.ok(Number.isNaN(quantileOfSorted([], 0.5)));
  });
});
