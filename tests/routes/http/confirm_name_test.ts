import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { wrongName } from "../../../routes/http/confirm_name.ts";

describe("the name that a destructive act asks for", () => {
  it("is the name, whatever the blanks around it", () => {
    assert.deepEqual(wrongName({ confirm_name: "Plant <&> one" }, "Plant <&> one"), []);
    assert.deepEqual(wrongName({ confirm_name: "  Plant\n" }, " Plant "), []);
  });

  it("is not a part of it, another case, nothing, or several", () => {
    for (const confirm_name of ["Plan", "plant", "Plant  one", "", undefined, ["Plant", "Plant"]]) {
      assert.deepEqual(wrongName({ confirm_name }, "Plant"), [{
        field: "confirm_name",
        message: "Type the name exactly like this: Plant",
      }]);
    }
  });
});
