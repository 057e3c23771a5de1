import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { AppError, found, STATUS_OF } from "../../domain/errors.ts";

describe("an error for people", () => {
  it("has the status of its code, and keeps its cause", () => {
    const cause = new Error("reset by peer");
    const error = new AppError("unavailable", "Try again.", { cause, retryAfterSeconds: 5 });
    assert.equal(error.status, 503);
    assert.equal(error.cause, cause);
    assert.equal(error.details.retryAfterSeconds, 5);
    assert.equal(error.message, "Try again.");
  });

  it("always has a status that says no", () => {
    for (const status of Object.values(STATUS_OF)) assert.ok(status >= 400 && status < 600);
  });
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
