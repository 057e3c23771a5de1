import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { firstFaults } from "../../../domain/loggers/device_request.ts";
import { numberOf } from "../../../domain/loggers/emoncms/input.ts";
import { readReadingsCsv } from "../../../domain/loggers/readings_csv.ts";
import { LONGEST_NAME, readingColumns } from "../../../domain/loggers/stored_readings.ts";

describe("readings that were made to harm", () => {
  it("cost no more with names of 64 KB that are all alike but for their ends", () => {
    // Looked up in a map, each name would be read to its end: 6 GB, which takes minutes.
    const long = "x".repeat(65_000);
    const readings = Array.from({ length: 100_000 }, (_, at) => ({
      variable: `${long}.${at}`,
      time: 1,
      value: 1,
    }));
    const { refused, names } = readingColumns(readings);
    assert.deepEqual([refused.length, names], [100_000, []]);
    const longest = readingColumns([{ variable: "x".repeat(LONGEST_NAME), time: 1, value: 1 }]);
    assert.equal(longest.refused.length, 0);
  });

  it("are told from numbers in the time that their length takes", () => {
    // With a pattern that can divide digits in many ways, 20 KB took 10 seconds, and 40 KB 40.
    const digits = `${"1".repeat(1_000_000)}x`;
    assert.equal(numberOf(digits), undefined);
    const csv = `time_utc,variable,value\n2026-06-21T08:00:00Z,a,${digits}`;
    const sent = readReadingsCsv(csv);
    let step = sent.next();
    while (!step.done) step = sent.next();
    assert.deepEqual(step.value.refused.map(({ row }) => row), [2]);
  });

  it("are quoted without what jsonb refuses", () => {
    const [nul, half] = firstFaults([
      { line: 1, message: "unable to parse 'm\0'" },
      { line: 2, message: "\ud800 is half a character" },
    ]);
    assert.equal(nul!.message, "unable to parse 'm\ufffd'");
    assert.equal(half!.message, "\ufffd is half a character");
  });
});
