import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { climatologies } from "../../../../domain/forecasts/baseline/climatology.ts";

const DAY = 20_000;
const UNIFORM = [[0, 0], [1, 1]] as const;

/** A series of whole days before DAY, by day and time of day. */
function series(days: number, index: (day: number, time: number) => number) {
  const values = Float64Array.from(
    { length: days * 96 },
    (_, i) => index(Math.floor(i / 96), i % 96),
  );
  return { first: (DAY - days) * 96, values, grain: 1 };
}

const at = (of: ReturnType<typeof series>, prior?: typeof UNIFORM) =>
  climatologies(of, prior, DAY, DAY)[0]!;

function assertNear(found: number | undefined, expected: number, tolerance = 0.007) {
  assert.ok(Math.abs(found! - expected) <= tolerance, `${found} is not ${expected}`);
}

describe("the climatology of an index", () => {
  it("is the prior of a site without a history", () => {
    const { bright, p10, median, p90, mean } = at(series(0, () => 0), UNIFORM);
    for (const time of [0, 50, 95]) {
      assertNear(bright[time], 0.85);
      assertNear(p10[time]! * bright[time]!, 0.1);
      assertNear(median[time]! * bright[time]!, 0.5);
      assertNear(p90[time]! * bright[time]!, 0.9);
      assertNear(mean[time]! * bright[time]!, 0.5);
    }
  });

  it("is of the time of day, three quarter hours on either side, across midnight", () => {
    const { median, bright } = at(series(30, (_, time) => time === 0 ? 0.4 : NaN));
    for (const time of [93, 94, 0, 2, 3]) assertNear(median[time]! * bright[time]!, 0.4);
    for (const time of [92, 4, 50]) assert.equal(median[time], 0);
  });

  it("has the quantiles of the last 60 days and no older one", () => {
    const found = at(series(90, (day) => day < 30 ? 1.9 : (day - 30) / 60));
    assertNear(found.bright[40], 0.85, 0.02);
    assertNear(found.p10[40]! * found.bright[40]!, 0.1, 0.02);
    assertNear(found.median[40]! * found.bright[40]!, 0.5, 0.02);
    assertNear(found.p90[40]! * found.bright[40]!, 0.9, 0.02);
  });

  it("has a recent mean that follows the last days", () => {
    const found = at(series(60, (day) => day < 57 ? 0.2 : 0.8));
    assertNear(found.mean[40]! * found.bright[40]!, 0.23);
    const recent = found.recent[40]! * found.bright[40]!;
    assert.ok(recent > 0.5 && recent < 0.8, `${recent}`);
  });

  it("knows of each day what was known at its start", () => {
    const dark = series(3, (day) => day === 0 ? 0 : 1);
    const [first, second, third] = climatologies(dark, undefined, DAY - 3, DAY - 1);
    assert.deepEqual([first!.median[9], second!.median[9]], [0, 0]);
    assert.ok(third!.mean[9]! * third!.bright[9]! > 0.4);
  });
});
