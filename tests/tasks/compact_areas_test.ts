import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { steps } from "../../tasks/areas/compact_areas.ts";

describe("the compact border of an area", () => {
  it("is where it begins, then the steps from point to point, back to the beginning", () => {
    const ring = [[-0.5, 51], [-0.4995, 51], [-0.4995, 51.001], [-0.5, 51]];
    assert.equal(steps(ring, 0.0001), "-5000 510000 5 0 0 10 -5 -10");
  });

  it("is without the points that rounding made equal", () => {
    const ring = [[1, 2], [1.0001, 2], [1.001, 2], [1.001, 2.001], [1, 2]];
    assert.equal(steps(ring, 0.001), "1000 2000 1 0 0 1 -1 -1");
  });

  it("is none where no area is left", () => {
    assert.equal(steps([[1, 2], [1.0001, 2], [1.0001, 2.0001], [1, 2]], 0.001), undefined);
  });
});
