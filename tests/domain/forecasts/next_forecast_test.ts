import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { nextForecastMs } from "../../../domain/forecasts/next_forecast.ts";
import { utcText } from "../../../domain/time/time.ts";

describe("the next forecast", () => {
  it("is made at the next quarter of an hour, also when one has just begun", () => {
    const next = (now: string) => utcText(nextForecastMs(Temporal.Instant.from(now)));
    assert.equal(next("2026-11-21T22:39:10Z"), "2026-11-21T22:45:00Z");
    assert.equal(next("2026-11-21T22:45:00Z"), "2026-11-21T23:00:00Z");
    assert.equal(next("2026-11-21T23:59:59Z"), "2026-11-22T00:00:00Z");
  });
});
