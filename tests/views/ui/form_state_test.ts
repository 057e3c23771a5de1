import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { blankForm, errorOf, textOf, textsOf } from "../../../views/ui/form_state.ts";

describe("what a form shows", () => {
  it("are the texts that were typed, numbers of a row, and nothing for NULL", () => {
    const state = blankForm({ name: "Roof", size: 0, note: null, sites: ["a", "b"], one: "c" });
    const texts = ["name", "size", "note", "sites", "nothing"].map((name) => textOf(state, name));
    assert.deepEqual(texts, ["Roof", "0", "", "", ""]);
    assert.deepEqual(textsOf(state, "sites"), ["a", "b"]);
    assert.deepEqual([textsOf(state, "one"), textsOf(state, "nothing")], [["c"], []]);
  });

  it("is the first thing that is wrong with a field", () => {
    const errors = [{ field: "a", message: "One." }, { field: "a", message: "Two." }];
    assert.equal(errorOf({ values: {}, errors }, "a"), "One.");
    assert.equal(errorOf({ values: {}, errors }, "b"), undefined);
  });
});
