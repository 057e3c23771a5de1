import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@std/testing/bdd";
import { disarm, rearm } from "../../domain/formula_cells.ts";

/** Texts in which the characters that matter are frequent. */
const text = fc.string({
  unit: fc.oneof(fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "a", "1"), fc.string()),
});

describe("cells that are formulas to a spreadsheet", () => {
  it("begin with an apostrophe, and other cells stay as they are", () => {
    const cells = ["=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", "\rx", "'=1"];
    assert.deepEqual(cells.map(disarm), cells.map((cell) => `'${cell}`));
    for (const plain of ["", "Barn", "'Barn", "a=1", "1-2", " =1"]) {
      assert.equal(disarm(plain), plain);
      assert.equal(rearm(plain), plain);
    }
  });

  it("never begin as one, and are read as they were written", () => {
    fc.assert(fc.property(text, (cell) => {
      assert.doesNotMatch(disarm(cell), /^[=+\-@\t\r]/);
      assert.equal(rearm(disarm(cell)), cell);
    }));
  });
});
