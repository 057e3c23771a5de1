import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  boxAround,
  clipped,
  type MapBox,
  type Place,
  projection,
} from "../../../domain/sites/map_box.ts";

const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const places = fc.array(fc.tuple(degrees(180), degrees(85)), { minLength: 1, maxLength: 9 });
const hull = (points: Place[]): MapBox => ({
  west: Math.min(...points.map(([x]) => x)),
  east: Math.max(...points.map(([x]) => x)),
  south: Math.min(...points.map(([, y]) => y)),
  north: Math.max(...points.map(([, y]) => y)),
});

describe("the box of a map", () => {
  it("has every place inside its drawing, which fits a page", () => {
    fc.assert(fc.property(places, (points) => {
      const { height, x, y } = projection(boxAround(hull(points)), 1000);
      assert.ok(height > 400 && height < 900, `${height}`);
      for (const [longitude, latitude] of points) {
        assert.ok(x(longitude) >= 0 && x(longitude) <= 1000);
        assert.ok(y(latitude) >= 0 && y(latitude) <= height + 1);
      }
    }));
  });

  it("keeps north up and east to the right", () => {
    const { x, y } = projection(boxAround({ west: 0, east: 10, south: 40, north: 50 }), 1000);
    assert.ok(x(2) < x(8) && y(48) < y(42));
  });
});

describe("a clipped ring", () => {
  const box = { west: 0, east: 10, south: 0, north: 10 };

  it("is the part inside the box", () => {
    const square: Place[] = [[5, 5], [15, 5], [15, 15], [5, 15]];
    const corners = clipped(square, box).map(String).toSorted();
    assert.deepEqual(corners, ["10,10", "10,5", "5,10", "5,5"]);
    assert.deepEqual(clipped([[20, 20], [30, 20], [30, 30]], box), []);
    const around: Place[] = [[-1, -1], [11, -1], [11, 11], [-1, 11]];
    assert.deepEqual(clipped(around, box).map(String).toSorted(), ["0,0", "0,10", "10,0", "10,10"]);
  });

  it("never leaves the box", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(degrees(20), degrees(20)), { minLength: 3 }), (ring) => {
        for (const [x, y] of clipped(ring, box)) {
          assert.ok(x >= -1e-9 && x <= 10 + 1e-9 && y >= -1e-9 && y <= 10 + 1e-9);
        }
      }),
    );
  });
});
