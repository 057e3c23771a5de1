import "../../support/properties.ts";
import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { nextSpan, PERIOD_MINUTES, periodsIn } from "../../../domain/loggers/count_span.ts";
import { mergedSamples } from "../../../domain/loggers/merged_samples.ts";
import { SECOND } from "../../../domain/loggers/samples.ts";

const MINUTE = 60 * SECOND;
const at = (minute: number) => minute * MINUTE;
const due = (from: number, to: number, now: number, minutes = 15, keptBefore?: number) => {
  const ranges = [{ start: at(from), end: at(to) }];
  const span = nextSpan({ ranges, minutes, now: at(now), keptBefore });
  return span && [span.start / MINUTE, span.end / MINUTE];
};

describe("the span that is counted next", () => {
  it("has periods that ended two minutes ago", () => {
    assert.equal(due(0, 20, 16.99), undefined);
    assert.deepEqual(due(0, 20, 17), [0, 15]);
    assert.deepEqual(due(0, 14, 100), [0, 30], "of whole half hours where they are over");
    assert.deepEqual(due(0, 30, 100), [0, 60], "a reading on an edge belongs to both periods");
    assert.deepEqual(due(50, 51, 57, 5), [30, 55]);
  });

  it("leaves periods that are kept as they are", () => {
    assert.deepEqual(due(0, 59, 100, 15, at(16)), [30, 60]);
    assert.deepEqual(due(0, 59, 100, 15, at(90)), [60, 60]);
  });

  it("settles all that is due, once, whatever it is", () => {
    const minute = fc.integer({ min: 0, max: 6000 });
    const ranges = fc.array(fc.tuple(minute, fc.integer({ min: 0, max: 2000 })), { minLength: 1 });
    fc.assert(fc.property(ranges, fc.constantFrom(...PERIOD_MINUTES), (list, minutes) => {
      const wanted = new Set<number>();
      let rest = list.map(([from, length]) => ({ start: at(from), end: at(from + length) }))
        .sort((a, b) => a.start - b.start);
      for (const { start, end } of rest) {
        for (let time = start; time <= end; time += at(1)) {
          wanted.add(Math.floor(time / at(minutes)));
        }
      }
      for (let round = 0;; round++) {
        const span = nextSpan({ ranges: rest, minutes, now: at(9000) });
        if (!span) break;
        assert.ok(round < 20, "it comes to an end");
        const { start, end } = span.settles;
        for (const period of periodsIn(span, minutes)) wanted.delete(period.start / at(minutes));
        rest = rest.flatMap((range) => [
          ...range.start < start
            ? [{ start: range.start, end: Math.min(range.end, start - 1) }]
            : [],
          ...range.end >= end ? [{ start: Math.max(range.start, end), end: range.end }] : [],
        ]).sort((a, b) => a.start - b.start);
      }
      assert.deepEqual([...wanted], []);
    }));
  });
});

describe("the samples of one series", () => {
  it("are those of all its variables by time", () => {
    assert.deepEqual(
      mergedSamples([
        { times: [1, 4], values: [10, 40] },
        { times: [2, 4, 5], values: [20, 41, 50] },
      ]),
      { times: Float64Array.of(1, 2, 4, 5), values: Float64Array.of(10, 20, 40, 50) },
    );
  });
});
