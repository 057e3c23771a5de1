import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { scaleLinear } from "d3-scale";
import fc from "fast-check";
import { HOUR } from "../../../domain/time/time.ts";
import { labelBox, labelPlaces, meet, type NamedLine } from "../../../views/charts/label_places.ts";
import { SIZES } from "../../../views/charts/labels.tsx";
import { PLOT } from "../../../views/charts/scales.ts";

const SCALES = {
  x: scaleLinear().domain([0, 24 * HOUR]).range([0, PLOT.width]),
  y: scaleLinear().domain([0, 50]).range([PLOT.height, 0]),
};
const NAMES = ["Actual", "Forecast", "Day-ahead", "P10–P90", "Baseline", "Clear sky"];

/** Lines of hourly powers, with a gap where there is none. */
const lineOf = (name: string, powers: (number | null)[]): NamedLine => ({
  key: name,
  name,
  periods: powers.flatMap((powerKw, hour) =>
    powerKw === null ? [] : [{ startMs: hour * HOUR, endMs: (hour + 1) * HOUR, powerKw }]
  ),
});
const linesOf = (powers: (number | null)[][]) =>
  powers.map((line, index) => lineOf(NAMES[index]!, line));

const power = fc.option(fc.double({ min: 0, max: 50, noNaN: true }), { nil: null });
const anyLines = fc.array(fc.array(power, { minLength: 1, maxLength: 24 }), {
  minLength: 1,
  maxLength: NAMES.length,
}).map(linesOf);

describe("the names beside lines", () => {
  it("never cross each other, nor leave the plot, whatever its width", () => {
    fc.assert(
      fc.property(anyLines, fc.double({ min: 0, max: 1, noNaN: true }), (lines, share) => {
        for (const size of Object.values(SIZES)) {
          const { narrowest, widest, height } = size;
          const places = labelPlaces(lines, SCALES, size);
          for (const width of [narrowest, narrowest + share * (widest - narrowest), widest]) {
            const boxes = places.map((place) => labelBox(place, width, height));
            for (const [at, box] of boxes.entries()) {
              assert.ok(box.left >= 0 && box.right <= width && box.top >= 0);
              assert.ok(box.bottom <= height);
              assert.ok(boxes.slice(at + 1).every((other) => !meet(box, other)));
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are at most one a line, at a point of the line itself", () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const places = labelPlaces(lines, SCALES, SIZES.wide);
        assert.equal(new Set(places.map(({ key }) => key)).size, places.length);
        for (const { key, x } of places) {
          const ms = SCALES.x.invert(x);
          const { periods } = lines.find((line) => line.key === key)!;
          assert.ok(periods.some(({ startMs, endMs }) => startMs <= ms && ms < endMs));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are there for every line of a day of sun, on a phone as on a desk", () => {
    const sun = (top: number) =>
      Array.from(
        { length: 24 },
        (_, hour) => Math.max(0, top * Math.sin((hour - 6) / 12 * Math.PI)),
      );
    const lines = linesOf([sun(30), sun(38), sun(25), sun(47)]);
    for (const size of Object.values(SIZES)) {
      assert.equal(labelPlaces(lines, SCALES, size).length, lines.length);
    }
  });

  it("stand at the end of a line that has room there", () => {
    const level = lineOf("Forecast", Array(24).fill(20));
    const [place] = labelPlaces([level], SCALES, SIZES.wide);
    assert.ok(place!.x > 0.9 * PLOT.width);
  });
});
