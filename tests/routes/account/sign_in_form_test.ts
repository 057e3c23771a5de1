import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { parse } from "../../../domain/validation.ts";
import { signInForm } from "../../../routes/account/sign_in_form.ts";

const FORM = { email: "alice@example.org", password: "a long password" };

const nextOf = (next: unknown) => parse(signInForm, { ...FORM, next }).data?.next;

describe("the sign-in form", () => {
  it("goes to a path of ours", () => {
    for (const path of ["/sites", "/", "/sites/1?day=2026-11-21&x=%2F%2Fevil#values"]) {
      assert.equal(nextOf(path), path);
    }
  });

  for (
    const next of [
      undefined,
      "",
      "sites",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "https://evil.example/sites",
      "javascript:alert(1)",
      "/\t/evil.example",
      "/\n/evil.example",
      " //evil.example",
      "/sites\r\nSet-Cookie: sitecast=evil",
      7,
    ]
  ) {
    it(`goes to the sites instead of ${JSON.stringify(next)}`, () => {
      assert.equal(nextOf(next), "/sites");
    });
  }

  it("never leads to another origin, whatever a browser makes of the path", () => {
    for (const next of ["/.//evil.example", "/..//evil.example", "/%5Cevil.example", "/@evil"]) {
      const path = nextOf(next);
      assert.equal(new URL(path!, "https://ours.example").origin, "https://ours.example");
    }
  });

  it("says at each field what is missing or too long", () => {
    const wrong = (form: unknown) => parse(signInForm, form).fields?.map(({ field }) => field);
    assert.deepEqual(wrong({}), ["email", "password"]);
    assert.deepEqual(wrong({ email: "", password: "" }), ["email", "password"]);
    assert.deepEqual(wrong({ ...FORM, password: "x".repeat(257) }), ["password"]);
    assert.deepEqual(wrong({ ...FORM, email: "x".repeat(256) }), ["email"]);
    assert.equal(wrong({ email: "x".repeat(255), password: "x".repeat(256) }), undefined);
  });
});
