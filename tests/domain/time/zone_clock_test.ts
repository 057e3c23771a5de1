import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { clockMs, clockText, offsetMs } from "../../../domain/time/zone_clock.ts";

const ZONES = [
  "Europe/London",
  "Asia/Kathmandu",
  "America/Havana",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
];
const [FIRST, LAST] = ["1900-01-01T00:00:00Z", "2099-12-31T00:00:00Z"]
  .map((text) => Temporal.Instant.from(text).epochMilliseconds);

const zoned = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

describe("the clock of a zone", () => {
  it("is that of Temporal, at any time and again", () => {
    const time = fc.integer({ min: FIRST!, max: LAST! });
    fc.assert(
      fc.property(time, fc.constantFrom(...ZONES), (ms, zone) => {
        for (const _ of [1, 2]) {
          assert.equal(offsetMs(ms, zone), zoned(ms, zone).offsetNanoseconds / 1e6);
          const plain = zoned(ms, zone).toPlainTime();
          assert.equal(clockText(clockMs(ms, zone)), plain.toString({ smallestUnit: "minute" }));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("changes at the millisecond at which clocks do", () => {
    for (const text of ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]) {
      const change = Temporal.Instant.from(text).epochMilliseconds;
      const times = [change - 900_000, change - 1, change, change + 1, change - 1];
      assert.deepEqual(
        times.map((ms) => offsetMs(ms, "Europe/London")),
        times.map((ms) => zoned(ms, "Europe/London").offsetNanoseconds / 1e6),
      );
    }
  });

  it("begins again after 24 hours", () => {
    assert.deepEqual([0, 59_999, 86_399_999, 86_400_000].map(clockText), [
      "00:00",
      "00:00",
      "23:59",
      "00:00",
    ]);
  });
});
