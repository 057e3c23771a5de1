import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { keptForSame } from "../../domain/kept.ts";

describe("a value that is kept for the same inputs", () => {
  it("is computed again when one of them is another, also another empty one", () => {
    const keep = keptForSame<number>();
    let computed = 0;
    const get = (...inputs: [object, ...unknown[]]) => keep(inputs, () => ++computed);
    const [day, night] = [{}, {}];
    assert.equal(get(day, [] as const, "a"), 1);
    assert.equal(get(day, [] as const, "a"), 2, "an array is the same only as itself");
    assert.equal(get(day, night, NaN), 3);
    assert.equal(get(day, night, NaN), 3);
    assert.equal(get(night, day, NaN), 4);
    assert.equal(get(day, night, NaN), 3, "each first input has a value of its own");
    assert.equal(get(day, night, null), 5);
    assert.equal(get(day, night, NaN), 6, "only the last value is kept");
  });
});
