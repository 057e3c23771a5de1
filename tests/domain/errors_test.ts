import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { AppError, found } from "../../domain/errors.ts";

describe("an error for people", () => {
  it("has the status of its code, and keeps its cause", () => {
    const cause = new Error("reset by peer");
    const error = new AppError("unavailable", "Try again.", { cause, retryAfterSeconds: 5 });
    assert.equal(error.status, 503);
    assert.equal(error.cause, cause);
    assert.equal(error.details.retryAfterSeconds, 5);
    assert.equal(error.message, "Try again.");
  });

  for (
    const [code, status] of [
      ["malformed", 400],
      ["invalid", 422],
      ["not_signed_in", 401],
      ["forbidden", 403],
      ["not_found", 404],
      ["method_not_allowed", 405],
      ["not_acceptable", 406],
      ["conflict", 409],
      ["timed_out", 408],
      ["precondition_failed", 412],
      ["too_large", 413],
      ["unsupported_media_type", 415],
      ["too_many", 429],
      ["unavailable", 503],
      ["too_slow", 503],
      ["locked", 503],
      ["internal", 500],
    ] as const
  ) {
    it(`is a ${status} when it is "${code}"`, () => {
      assert.equal(new AppError(code, "No.").status, status);
    });
  }
});

describe("found", () => {
  it("hands on what is there, however empty", () => {
    for (const value of [0, "", false, null]) assert.equal(found(value), value);
  });

  it("is a 404 for what is not there", () => {
    assert.throws(() => found(undefined, "site"), {
      status: 404,
      message: "There is no such site here.",
    });
  });
});
