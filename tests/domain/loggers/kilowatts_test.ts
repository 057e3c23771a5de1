import "../../support/properties.ts";
import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { maxGap } from "../../../domain/loggers/gap.ts";
import { counterPower, wentBack } from "../../../domain/loggers/counter.ts";
import { countPeriods, type Feed } from "../../../domain/loggers/kilowatts.ts";
import { meanPower } from "../../../domain/loggers/power.ts";
import { type Samples, SECOND } from "../../../domain/loggers/samples.ts";
import { slowCounter, slowPower } from "../../support/slow_kilowatts.ts";

type Sample = [second: number, value: number];

const QUARTER = { start: 0, end: 900 * SECOND };
const GAP = maxGap(10);

function samplesOf(list: readonly Sample[]): Samples {
  return { times: list.map(([second]) => second * SECOND), values: list.map(([, value]) => value) };
}

const each = (step: number, last: number, value: (n: number) => number, first = 0): Sample[] =>
  Array.from({ length: (last - first) / step + 1 }, (_, n) => [first + n * step, value(n)]);

const kilowatts = (samples: Sample[], unit: Feed["unit"]) => {
  const measures = unit.endsWith("h") ? "counter" : "power";
  const feed: Feed = { measures, unit, maxGap: GAP, samples: samplesOf(samples) };
  return countPeriods([feed], [QUARTER])[0]!;
};

describe("the mean power of a period", () => {
  const cases: [string, Sample[], number | undefined][] = [
    ["of a constant", each(60, 900, () => 1000, -60), 1],
    ["of a line", each(60, 900, (n) => n * 100), 0.75],
    [
      "of samples off the edges",
      [[-120, 0], [180, 3000], [480, 6000], [780, 3000], [1080, 0]],
      3.74,
    ],
    ["known a second too short", [[0, 1000], [301, 1000], [600, 1000], [900, 1000]], undefined],
    ["known for exactly two thirds", [[0, 2000], [300, 2000], [600, 2000]], 2],
    ["known for less", [[0, 2000], [300, 2000], [599, 2000]], undefined],
    ["of what a plant draws at night", each(60, 900, () => -15), -0.015],
    ["of one sample", [[450, 1000]], undefined],
    ["of none", [], undefined],
  ];
  for (const [name, samples, kw] of cases) {
    it(name, () => assert.equal(kilowatts(samples, "W").kw, kw));
  }

  it("of unequal distances is weighted by time", () => {
    const samples: Sample[] = [
      [0, 0],
      [10, 5000],
      [200, 5000],
      [210, 0],
      [400, 0],
      [650, 9000],
      [900, 9000],
    ];
    assert.equal(kilowatts(samples, "W").kw, 4.861111111);
  });
});

describe("the mean power by a counter", () => {
  const cases: [string, Sample[], Feed["unit"], number | undefined, boolean][] = [
    ["in kWh", [[0, 100], [300, 100.5], [600, 101], [900, 101.5]], "kWh", 6, false],
    [
      "in Wh, with edges between samples",
      [[-100, 1000], [200, 1300], [500, 1600], [800, 1900], [1000, 2100]],
      "Wh",
      3.6,
      false,
    ],
    ["that went back", [[0, 100], [300, 100.5], [600, 0.2], [900, 0.7]], "kWh", undefined, true],
    ["without a start", [[-400, 1], [200, 2], [500, 3], [900, 4]], "kWh", undefined, false],
    ["with a gap inside", [[0, 1], [700, 3], [900, 4]], "kWh", 12, false],
    ["of edges alone, that stands still", [[0, 5], [900, 5]], "kWh", 0, false],
    ["that stands still", each(300, 900, () => 5), "kWh", 0, false],
    ["in MWh", [[0, 1], [900, 1.001]], "MWh", 4, false],
    ["that went back over a gap", [[0, 9], [700, 3], [900, 4]], "kWh", undefined, true],
    ["that went back over an edge", [[-10, 9], [5, 0], [900, 1]], "kWh", undefined, true],
    ["that went back before", [[-10, 9], [0, 0], [900, 1]], "kWh", 4, false],
  ];
  for (const [name, samples, unit, kw, isBack] of cases) {
    it(name, () => {
      const counted = kilowatts(samples, unit);
      assert.equal(counted.kw, kw);
      assert.deepEqual(counted.wentBack, isBack ? [0] : []);
    });
  }
});

describe("the sum of feeds", () => {
  const feed = (value: number, more: Partial<Feed> = {}): Feed => ({
    measures: "power",
    unit: "kW",
    maxGap: GAP,
    samples: samplesOf(each(60, 1800, () => value)),
    ...more,
  });
  const next = { start: QUARTER.end, end: 2 * QUARTER.end };
  const powers = (feeds: Feed[]) => countPeriods(feeds, [QUARTER, next]).map(({ kw }) => kw);

  it("is known where all are", () => {
    assert.deepEqual(powers([feed(1), feed(2, { unit: "MW" })]), [2001, 2001]);
    const short = feed(2, { samples: samplesOf(each(60, 900, () => 2)) });
    assert.deepEqual(powers([feed(1), short]), [3, undefined]);
    assert.deepEqual(powers([feed(0.1), feed(0.2)]), [0.3, 0.3], "without binary dust");
    assert.deepEqual(powers([]), [undefined, undefined]);
  });

  it("has no part of a feed that counts from a later time on", () => {
    assert.deepEqual(powers([feed(1), feed(2, { from: next.start })]), [1, 3]);
    assert.deepEqual(powers([feed(2, { from: 1 })]), [undefined, 2]);
  });

  it("is unknown where no double holds it", () => {
    assert.deepEqual(powers([feed(1e308), feed(1e308)]), [undefined, undefined]);
    assert.deepEqual(powers([feed(1e305)]), [undefined, undefined]);
  });
});

describe("power and counter", () => {
  const stepped = fc.array(
    fc.record({ step: fc.integer({ min: 1, max: 420 }), value: fc.integer({ min: -3, max: 40 }) }),
    { maxLength: 25 },
  );
  const asSamples = (steps: { step: number; value: number }[], rises: boolean): Sample[] => {
    let [second, sum] = [-500, 0];
    return steps.map(({ step, value }) => [second += step, rises ? sum += value : value]);
  };
  const near = (found: number | undefined, wanted: number | undefined) =>
    assert.ok(
      found === undefined || wanted === undefined
        ? found === wanted
        : Math.abs(found - wanted) < 1e-9 * Math.max(1, Math.abs(wanted)),
      `${found} instead of ${wanted}`,
    );

  it("equal a count second by second", () => {
    fc.assert(fc.property(stepped, fc.integer({ min: 100, max: 400 }), (steps, gap) => {
      const powers = asSamples(steps, false);
      near(meanPower(samplesOf(powers), QUARTER, gap * SECOND), slowPower(powers, 900, gap));
      const counts = asSamples(steps, true);
      near(counterPower(samplesOf(counts), QUARTER, gap * SECOND), slowCounter(counts, 900, gap));
    }));
  });

  it("do not depend on samples that are further away than a gap", () => {
    fc.assert(fc.property(stepped, (steps) => {
      for (const rises of [false, true]) {
        const all = asSamples(steps, rises);
        const some = all.filter(([second]) => second >= -300 && second <= 1200);
        const [count, isBack] = [rises ? counterPower : meanPower, wentBack];
        assert.equal(
          count(samplesOf(some), QUARTER, GAP),
          count(samplesOf(all), QUARTER, GAP),
        );
        assert.equal(
          isBack(samplesOf(some), QUARTER, GAP),
          isBack(samplesOf(all), QUARTER, GAP),
        );
      }
    }));
  });
});
