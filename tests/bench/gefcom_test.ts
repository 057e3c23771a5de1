import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { issuedAgain } from "../../bench/gefcom/issued_again.ts";
import { plantsOf } from "../../bench/gefcom/read.ts";
import { LEVELS, monthsOf } from "../../bench/gefcom/tasks.ts";
import { HOUR, milliseconds } from "../../domain/time/time.ts";

const HEAD = "zone,end_utc,power,var164,var167,var169,var228";
const START = milliseconds("2012-04-01T00:00:00Z");

/** Rows in which an hour brings 3.6 MJ/m² (1,000 W/m²) and 1 mm. */
function rows(count: number, zone = "1"): string[] {
  return Array.from({ length: count }, (_, at) => {
    const end = Temporal.Instant.fromEpochMilliseconds(START + (at + 1) * HOUR);
    const hours = at % 24 + 1;
    return [zone, end, 0.5, 0.25, 293.15, hours * 3.6e6, hours / 1000].join(",");
  });
}

describe("the file of the competition", () => {
  it("is read as the weather of single hours, of the run of 00 UTC of their day", () => {
    const [first, second] = plantsOf([HEAD, ...rows(26), ...rows(2, "2")].join("\n"));
    assert.deepEqual([first!.zone, second!.zone, second!.weather.length], ["1", "2", 2]);
    for (const [at, hour] of first!.weather.entries()) {
      assert.equal(hour.endMs, START + (at + 1) * HOUR);
      assert.equal(hour.issuedMs, START + Math.floor(at / 24) * 24 * HOUR);
      assert.deepEqual([hour.ghi, hour.cloudCover, hour.temperatureC], [1000, 0.25, 20]);
      assert.ok(Math.abs(hour.precipitationMm! - 1) < 1e-9);
    }
  });

  it("names the row that is wrong", () => {
    const read = (lines: string[]) => () => plantsOf([HEAD, ...lines].join("\n"));
    assert.throws(read(rows(3).toSpliced(1, 1)), {
      message: "Zone 1, row 2: not an hour after the row before.",
    });
    const [one] = rows(1);
    assert.throws(read([one!.replace("0.25", "n/a")]), {
      message: "Zone 1, row 1: var164 is no number.",
    });
  });

  it("gives a task for each whole month with 180 days before it", () => {
    const [plant] = plantsOf([HEAD, ...rows(24 * 244 + 5)].join("\n"));
    assert.deepEqual(monthsOf(plant!), ["2012-10", "2012-11"]);
  });

  it("is forecast again each hour from what had been issued and measured by then", () => {
    const hours = Array.from({ length: 30 }, (_, at) => ({
      zone: "1",
      month: "2012-10",
      endMs: START + (at + 1) * HOUR,
      issuedMs: START + Math.floor(at / 24) * 24 * HOUR,
      actual: 0.5,
      forecast: LEVELS.map((level) => 0.4 * level),
      climatology: LEVELS,
      isLit: true,
      potential: 1,
    }));
    const scores = issuedAgain(hours);
    // Nobody knows the second day's run before that day, and the last hours have none ahead.
    assert.deepEqual(scores.map((score) => score.hours), [29, 27, 25, 23, 21]);
    assert.ok(scores[0]!.corrected < 0.6 * scores[0]!.without, JSON.stringify(scores));
    assert.equal(scores[4]!.corrected, scores[4]!.without);
  });
});
