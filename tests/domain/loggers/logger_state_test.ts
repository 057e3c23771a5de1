import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { gapSeconds } from "../../../domain/loggers/gap.ts";
import { loggerState } from "../../../domain/loggers/logger_state.ts";

const now = Temporal.Instant.from("2026-06-21T12:00:00Z");
const seen = (secondsAgo: number) => now.subtract({ seconds: secondsAgo }).toString();

describe("the state of a logger", () => {
  it("is silent after three intervals, and never before five minutes", () => {
    assert.deepEqual([1, 10, 100, 101, 3600].map(gapSeconds), [300, 300, 300, 303, 10_800]);
  });

  for (
    const [interval_seconds, secondsAgo, state] of [
      [10, 0, "live"],
      [10, 300, "live"],
      [10, 301, "silent"],
      [3600, 10_800, "live"],
      [3600, 10_801, "silent"],
      [10, -60, "live"],
    ] as const
  ) {
    it(`is ${state} ${secondsAgo} s after a reading of one that sends each ${interval_seconds} s`, () => {
      const logger = { interval_seconds, last_seen_utc: seen(secondsAgo) };
      assert.equal(loggerState(logger, now), state);
    });
  }

  it("is never sent without a reading", () => {
    assert.equal(loggerState({ interval_seconds: 10, last_seen_utc: null }, now), "never");
  });
});
