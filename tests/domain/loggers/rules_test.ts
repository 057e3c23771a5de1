import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  judge,
  type Judged,
  type Limits,
  NEW_STATE,
  passTime,
  type RuleEvent,
  type RuleState,
} from "../../../domain/loggers/rules.ts";
import "../../support/properties.ts";

const SECOND = 1_000_000;
const HOLD = 300;

type Sample = readonly [second: number, value: number];

const limits = (some: Partial<Limits>): Limits => ({
  kind: "above",
  threshold: 100,
  hysteresis: 0,
  for_seconds: 0,
  ...some,
});

const reading = ([second, value]: Sample) => ({ time: second * SECOND, value });

/** Returns what a rule finds, as `raised 60 (101)`: the second and the value that showed it. */
function found(some: Partial<Limits>, samples: readonly Sample[], until?: number): string[] {
  const rule = limits(some);
  const judged = judge(rule, NEW_STATE, samples.map(reading), HOLD);
  const passed = until === undefined
    ? { events: [] }
    : passTime(rule, judged.state, until * SECOND, HOLD);
  return [...judged.events, ...passed.events].map(inWords);
}

const inWords = ({ kind, time, value }: RuleEvent) =>
  `${kind} ${time / SECOND}${value === null ? "" : ` (${value})`}`;

describe("a rule of a logger", () => {
  it("raises beyond its threshold and clears when a value is back by the hysteresis", () => {
    const below: Partial<Limits> = { kind: "below", threshold: 10, hysteresis: 2 };
    const above: Partial<Limits> = { threshold: 100, hysteresis: 5 };
    const table: [Partial<Limits>, number[], string[]][] = [
      [{}, [99, 100, 101, 150, 100], ["raised 20 (101)", "cleared 40 (100)"]],
      [{}, [101, 100, 101], ["raised 0 (101)", "cleared 10 (100)", "raised 20 (101)"]],
      [above, [101, 99, 96, 95.1, 95], ["raised 0 (101)", "cleared 40 (95)"]],
      [above, [101, 96, 104, 96, 94, 99], ["raised 0 (101)", "cleared 40 (94)"]],
      [above, [100, 96, 95, 90], []],
      [below, [10, 9, 11, 11.9, 12, 9.5], [
        "raised 10 (9)",
        "cleared 40 (12)",
        "raised 50 (9.5)",
      ]],
      [{ threshold: -5, hysteresis: 5 }, [-4, -6, -10], ["raised 0 (-4)", "cleared 20 (-10)"]],
      [{ threshold: 0.3, hysteresis: 0.1 }, [0.31, 0.2], ["raised 0 (0.31)", "cleared 10 (0.2)"]],
    ];
    for (const [rule, values, events] of table) {
      const samples = values.map((value, at) => [at * 10, value] as const);
      assert.deepEqual(found(rule, samples), events, JSON.stringify([rule, values]));
    }
  });

  it("waits until the value has been beyond it for so many seconds without a break", () => {
    const rule = { for_seconds: 60, hysteresis: 20 };
    assert.deepEqual(found(rule, [[0, 101], [30, 102], [59, 103]]), []);
    assert.deepEqual(found(rule, [[0, 101], [30, 102], [60, 103]]), ["raised 60 (103)"]);
    // The hysteresis holds an alarm that was raised, not the wait for it.
    assert.deepEqual(found(rule, [[0, 101], [30, 100], [60, 103], [90, 104]]), []);
    assert.deepEqual(found(rule, [[0, 101], [70, 90]]), []);
  });

  it("takes a value that nothing contradicts to stand, also without another reading", () => {
    const rule = { for_seconds: 60 };
    assert.deepEqual(found(rule, [[0, 101]], 359), []);
    assert.deepEqual(found(rule, [[0, 101]], 360), ["raised 360 (101)"]);
    assert.deepEqual(found(rule, [[0, 101], [1000, 50]]), [
      "raised 360 (101)",
      "cleared 1000 (50)",
    ]);
    assert.deepEqual(found({ ...rule, kind: "rate" }, [[0, 0], [60, 500]], 9999), []);
  });

  it("counts a rate by the minute, up and down, from the second reading on", () => {
    const rule: Partial<Limits> = { kind: "rate", threshold: 10, hysteresis: 4 };
    const samples: Sample[] = [[0, 500], [60, 510], [90, 516], [120, 519.5], [180, 525], [
      240,
      505,
    ]];
    assert.deepEqual(found(rule, samples), [
      "raised 90 (12)",
      "cleared 180 (5.5)",
      "raised 240 (-20)",
    ]);
  });

  it("is silent so long after the last reading, until the next", () => {
    const rule: Partial<Limits> = { kind: "silent", for_seconds: 60 };
    assert.deepEqual(found(rule, [[0, 1], [30, 1]], 89), []);
    assert.deepEqual(found(rule, [[0, 1], [30, 1]], 5000), ["raised 90"]);
    const silent = passTime(
      limits(rule),
      judge(limits(rule), NEW_STATE, [reading([0, 1])], HOLD).state,
      99 * SECOND,
      HOLD,
    );
    const again = judge(limits(rule), silent.state, [reading([200, 7])], HOLD);
    assert.deepEqual(again.events.map(inWords), ["cleared 200 (7)"]);
    assert.deepEqual(found(rule, [], 5000), []);
  });

  it("lets late readings reopen nothing", () => {
    const samples: Sample[] = [[0, 1], [60, 2], [30, 500], [60, 500], [90, 3]];
    assert.deepEqual(found({}, samples), []);
  });
});

const someLimits = fc.record({
  kind: fc.constantFrom("above" as const, "below" as const, "rate" as const),
  threshold: fc.integer({ min: 0, max: 6 }),
  hysteresis: fc.integer({ min: 0, max: 3 }),
  for_seconds: fc.constantFrom(0, 10, 30, 60),
});
const someSamples = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 80 }).map((at) => at * 10), fc.integer({ min: -2, max: 8 })),
  { maxLength: 40 },
);

/** Says from the whole series what a rule finds, without remembering anything but the open alarm. */
function reference(rule: Limits, samples: readonly Sample[], hold: number): string[] {
  const measures = samples.map(([second, value], at) => {
    if (rule.kind === "below") return -value;
    if (rule.kind === "above") return value;
    if (at === 0) return -Infinity;
    const [before, was] = samples[at - 1]!;
    return Math.abs((value - was) * 60 / (second - before));
  });
  const edge = rule.kind === "below" ? -rule.threshold : rule.threshold;
  const times: [number, string][] = [];
  let open = false;
  samples.forEach(([second], at) => {
    const begin = (end: number) => measures.slice(0, end).findLastIndex((one) => one <= edge) + 1;
    const from = begin(at);
    const due = from < at ? samples[from]![0] + rule.for_seconds + hold : Infinity;
    if (!open && rule.kind !== "rate" && due <= second) {
      times.push([due, "raised"]);
      open = true;
    }
    const first = begin(at + 1);
    const lasted = first <= at && second - samples[first]![0] >= rule.for_seconds;
    if (open && measures[at]! <= edge - rule.hysteresis) {
      times.push([second, "cleared"]);
      open = false;
    } else if (!open && lasted) {
      times.push([second, "raised"]);
      open = true;
    }
  });
  return times.map(([second, kind]) => `${kind} ${second}`);
}

const short = ({ kind, time }: RuleEvent) => `${kind} ${time / SECOND}`;

describe("a rule over any readings", () => {
  it("finds what the whole series says", () => {
    fc.assert(fc.property(someLimits, someSamples, (rule, samples) => {
      const ordered = inOrder(samples);
      const judged = judge(rule, NEW_STATE, ordered.map(reading), 50);
      assert.deepEqual(judged.events.map(short), reference(rule, ordered, 50));
    }));
  });

  it("finds the same in pieces, kept as JSON between them, with some read again", () => {
    fc.assert(
      fc.property(someLimits, someSamples, fc.nat(40), fc.nat(40), (rule, some, one, two) => {
        const samples = inOrder(some).map(reading);
        const [from, to] = [Math.min(one, two), Math.max(one, two)];
        const pieces = [samples.slice(0, to), samples.slice(from)];
        let state: RuleState = NEW_STATE;
        const events = pieces.flatMap((piece): RuleEvent[] => {
          const judged: Judged = judge(rule, state, piece, 50);
          state = JSON.parse(JSON.stringify(judged.state));
          return judged.events;
        });
        const whole = judge(rule, NEW_STATE, samples, 50);
        assert.deepEqual(events, whole.events);
        assert.deepEqual(state, whole.state);
      }),
    );
  });

  it("raises and clears in turns, never with an end before its begin", () => {
    fc.assert(fc.property(someLimits, someSamples, (rule, samples) => {
      const { events } = judge(rule, NEW_STATE, samples.map(reading), 50);
      events.forEach(({ kind, time }, at) => {
        assert.equal(kind, at % 2 === 0 ? "raised" : "cleared");
        assert.ok(time >= (events[at - 1]?.time ?? 0));
      });
    }));
  });
});

/** Returns samples in order of time, one of each time. */
function inOrder(samples: readonly Sample[]): Sample[] {
  return [...new Map(samples)].sort(([one], [other]) => one - other);
}
