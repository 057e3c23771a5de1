import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { themeOf } from "../../../domain/account/theme.ts";

describe("the theme of a cookie", () => {
  it("is one of three", () => {
    for (const theme of ["system", "light", "dark"]) assert.equal(themeOf(theme), theme);
  });

  it("is the system's where it says anything else", () => {
    for (const text of [undefined, "", "Dark", 'dark" onload="x', "dark light", "__proto__"]) {
      assert.equal(themeOf(text), "system", String(text));
    }
  });
});
