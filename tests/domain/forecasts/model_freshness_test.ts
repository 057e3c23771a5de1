import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ageMs, freshnessOf } from "../../../domain/forecasts/model_freshness.ts";

const now = Temporal.Instant.from("2026-06-21T08:00:00Z");

describe("a model's freshness", () => {
  it("is fine under an hour, late under four, else old", () => {
    const at = (utc: string | null) => freshnessOf(utc, now);
    assert.equal(at("2026-06-21T08:00:00Z"), "fine");
    assert.equal(at("2026-06-21T07:00:00.001Z"), "fine");
    assert.equal(at("2026-06-21T07:00:00Z"), "late");
    assert.equal(at("2026-06-21T04:00:00.001Z"), "late");
    assert.equal(at("2026-06-21T04:00:00Z"), "old");
  });

  it("is old where there is no time", () => {
    for (const none of [null, "", "-infinity"]) {
      assert.equal(freshnessOf(none, now), "old");
      assert.equal(ageMs(none, now), null);
    }
  });
});
