import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { siteGeneration } from "../../../domain/generation/new_generation.ts";
import { timeRange } from "../../../domain/time/time_range.ts";
import { asRfc3339, asSent, fromQuery } from "../../../domain/time/time_text.ts";

describe("a time as programs write it", () => {
  const read: Record<string, string> = {
    "2026-11-21T09:00:00Z": "2026-11-21T09:00:00Z",
    "2026-11-21T09:00:00+0000": "2026-11-21T09:00:00+00:00",
    "2026-11-21T12:00Z": "2026-11-21T12:00:00Z",
    "2026-11-21 09:00:00+01:00": "2026-11-21T09:00:00+01:00",
    "2026-11-21 09:00:00 -0330": "2026-11-21T09:00:00-03:30",
    "2026-11-21 09:00:00.25+00": "2026-11-21T09:00:00.25+00:00",
    "2026-11-21t09:00:00z": "2026-11-21T09:00:00Z",
  };
  for (const [text, canonical] of Object.entries(read)) {
    it(`is read: ${text}`, () => {
      assert.equal(asRfc3339(text), canonical);
      const values = [{ start_utc: text, end_utc: text, generation_power_kw: 1 }];
      assert.equal(siteGeneration.parse({ values }).values[0]!.start_utc, canonical);
      assert.equal(timeRange.parse({ start: text }).start, canonical);
    });
  }

  it("has lost its + in a query string, where a blank can mean nothing else", () => {
    assert.equal(fromQuery("2026-11-21T09:00:00 01:00"), "2026-11-21T09:00:00+01:00");
    assert.equal(fromQuery("2026-11-21T09:00 0100"), "2026-11-21T09:00:00+01:00");
    assert.equal(asRfc3339("2026-11-21T09:00:00 01:00"), "2026-11-21T09:00:00 01:00");
  });

  const ambiguous = ["2026-11-21T09:00:00", "2026-11-21 09:00", "21.11.2026 09:00 Z", "2026-11-21"];
  for (const text of [...ambiguous, "2026-02-30T09:00:00Z", "yesterday"]) {
    it(`is refused, with the text: ${text}`, () => {
      const message = timeRange.safeParse({ start: text }).error!.issues[0]!.message;
      assert.ok(message.startsWith(`"${text}" is no time with its offset. Write it like`), message);
      const values = [{ start_utc: text, end_utc: text, generation_power_kw: 1 }];
      assert.equal(siteGeneration.safeParse({ values }).error!.issues[0]!.message, message);
    });
  }
});

describe("asSent", () => {
  it("shows what was sent, shortened", () => {
    assert.equal(asSent("x".repeat(50)), `"${"x".repeat(40)}…"`);
    assert.deepEqual([1, null, { a: 1 }, undefined].map(asSent), [
      "1",
      "null",
      '{"a":1}',
      "nothing",
    ]);
  });
});
