import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { generationStays, hasEnded, progressText } from "../../../domain/operations/job.ts";

describe("a job", () => {
  it("has ended when it is done or failed", () => {
    const states = ["waiting", "running", "done", "failed"] as const;
    assert.deepEqual(states.map((state) => hasEnded({ state })), [false, false, true, true]);
  });

  it("tells its rows in words, never more than all of them", () => {
    assert.equal(
      progressText({ state: "running", done: 12000, total: 40000 }),
      "12,000 of 40,000 rows",
    );
    assert.equal(progressText({ state: "done", done: 9, total: 7 }), "9 of 9 rows");
    assert.equal(progressText({ state: "running", done: 0, total: 1 }), "0 of 1 row");
    assert.equal(progressText({ state: "done", done: 0, total: 0 }), "0 of 0 rows");
    assert.equal(progressText({ state: "waiting", done: 0, total: 0 }), "not begun yet");
  });

  it("takes generation only when that was said", () => {
    const contents = { forecasts: 0, forecast_values: 0, first_utc: null, last_utc: null };
    const wrong = (generation: number, mayGo: boolean) =>
      generationStays({ ...contents, generation }, mayGo).map(({ field }) => field);
    assert.deepEqual(wrong(0, false), []);
    assert.deepEqual(wrong(1, true), []);
    assert.deepEqual(wrong(1, false), ["with_generation"]);
  });
});
