import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { sunIndex } from "../../../../domain/forecasts/baseline/usual_index.ts";

const JUNE = Temporal.PlainDate.from("2026-06-21").since("1970-01-01").total("days");
const DECEMBER = JUNE + 183;

/** The index that is exceeded in half of the time. */
const median = (latitude: number, day: number) =>
  sunIndex(latitude, day).find(([, share]) => share === 0.5)![0];

describe("the index of a site without a history", () => {
  it("rises from 0 to its highest in equal order everywhere and always", () => {
    for (let latitude = -90; latitude <= 90; latitude += 7.5) {
      for (const day of [JUNE, JUNE + 91, DECEMBER]) {
        const [indexes, shares] = [0, 1].map((part) =>
          sunIndex(latitude, day).map((p) => p[part]!)
        );
        for (const values of [indexes!, shares!]) {
          assert.ok(values.every((value, at) => at === 0 || value > values[at - 1]!));
          assert.equal(values[0], 0);
        }
        assert.equal(shares!.at(-1), 1);
      }
    }
  });

  it("is high in a dry summer, low in a northern winter, and in between near the equator", () => {
    assert.ok(median(37, JUNE) > 0.75 && median(55, DECEMBER) < 0.35);
    assert.ok(median(37, JUNE) > median(37, DECEMBER) && median(53, JUNE) > median(53, DECEMBER));
    assert.ok(median(1, JUNE) > 0.4 && median(1, JUNE) < 0.6);
  });

  it("is that of half a year later on the other side of the equator", () => {
    assert.ok(Math.abs(median(-37, DECEMBER) - median(37, JUNE)) < 0.01);
  });
});
