import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { banner, newStatus, type Status, statusWord } from "../../../domain/operations/status.ts";

const said = (status: Partial<Status>): Status => ({
  status: "ok",
  message: "All is back.",
  created_utc: "2026-06-21T07:00:00Z",
  ...status,
});
const isShown = (status: Partial<Status>) => banner(said(status)) !== undefined;

describe("the banner", () => {
  it("is a trouble as long as it lasts, also one of unknown age or without words", () => {
    assert.ok(isShown({ status: "warning", created_utc: "2020-01-01T00:00:00Z" }));
    assert.ok(isShown({ status: "error", created_utc: null, message: null }));
    assert.ok(isShown({ status: "degraded", created_utc: null }));
  });

  it("is nothing while all is well, and where there is no news", () => {
    assert.equal(banner(undefined), undefined);
    for (const status of [null, "", "ok"]) assert.ok(!isShown({ status }));
  });
});

describe("the word of a status", () => {
  it("is ours for what we know, and its own for the rest", () => {
    assert.deepEqual(["ok", "warning", "error"].map(statusWord), [
      "All is well",
      "Warning",
      "Error",
    ]);
    assert.deepEqual(["degraded", "constructor", "OK"].map(statusWord), [
      "degraded",
      "constructor",
      "OK",
    ]);
    assert.deepEqual([null, ""].map(statusWord), ["(no word)", "(no word)"]);
  });
});

describe("a status to post", () => {
  const problems = (input: unknown) =>
    newStatus.safeParse(input).error?.issues.map(({ path, message }) => `${path}: ${message}`) ??
      [];

  it("has one of three words, and a message without blanks around it", () => {
    const input = { status: "warning", message: "  Data are late.\n" };
    assert.deepEqual(newStatus.parse(input), { status: "warning", message: "Data are late." });
    assert.deepEqual(problems({ status: "fine", message: "x" }), [
      "status: Choose ok, warning or error.",
    ]);
  });

  it("has something to say, in at most 255 characters of text", () => {
    for (const message of ["", "  ", null, undefined, 7]) {
      assert.deepEqual(problems({ status: "ok", message }), [
        "message: Write what users should know.",
      ]);
    }
    assert.deepEqual(problems({ status: "ok", message: "x".repeat(255) }), []);
    assert.equal(problems({ status: "ok", message: "x".repeat(256) }).length, 1);
    for (const message of ["a\0b", "half a pair \ud800"]) {
      assert.equal(problems({ status: "ok", message }).length, 1);
    }
  });
});
