import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { unwrapped } from "../../../domain/sites/antimeridian.ts";
import type { Place } from "../../../domain/sites/map_box.ts";
import { landRings } from "../../../routes/sites/land.ts";

describe("a ring on a flat map", () => {
  it("stays as it is on one side of the antimeridian", () => {
    const ring: Place[] = [[0, 0], [10, 0], [10, 10], [0, 0]];
    assert.deepEqual(unwrapped(ring), [ring]);
  });

  it("goes on beyond 180°, once for each side", () => {
    const east: Place[] = [[170, 60], [190, 60], [190, 70], [170, 60]];
    const west: Place[] = [[-190, 60], [-170, 60], [-170, 70], [-190, 60]];
    const ring: Place[] = [[170, 60], [-170, 60], [-170, 70], [170, 60]];
    assert.deepEqual(unwrapped(ring), [east, west]);
  });

  it("is closed along the pole that it goes around", () => {
    const ring: Place[] = [[-170, -70], [-60, -75], [60, -70], [170, -75], [-170, -70]];
    const [first] = unwrapped(ring);
    assert.deepEqual(first!.slice(-3), [[190, -70], [190, -90], [-170, -90]]);
  });

  it("never jumps across the map, whatever the shore", async () => {
    const jumps = (await landRings()).flatMap((ring) =>
      ring.filter(([longitude, latitude], at) =>
        at > 0 && Math.abs(latitude) < 85 && Math.abs(longitude - ring[at - 1]![0]) > 90
      )
    );
    assert.deepEqual(jumps, []);
  });
});
