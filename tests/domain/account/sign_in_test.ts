import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { emailAddress, setPasswordForm } from "../../../domain/account/sign_in.ts";

describe("the form for a new password", () => {
  const isGood = (password: unknown) => setPasswordForm.safeParse({ password }).success;

  it("wants 12 to 256 characters", () => {
    assert.deepEqual(
      ["x".repeat(11), "x".repeat(12), "x".repeat(256), "x".repeat(257), undefined].map(isGood),
      [false, true, true, false, false],
    );
  });
});

describe("an e-mail address", () => {
  it("is taken without the blanks around it", () => {
    assert.equal(emailAddress.parse(" Alice@example.org\n"), "Alice@example.org");
  });

  it("is refused when it is none", () => {
    for (const text of ["", "alice", "alice@", "@example.org", "a b@example.org"]) {
      assert.equal(emailAddress.safeParse(text).success, false, text);
    }
    assert.equal(emailAddress.safeParse(`${"a".repeat(250)}@example.org`).success, false);
  });
});
