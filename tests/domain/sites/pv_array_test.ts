import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { pvArrayOf } from "../../../domain/sites/pv_array.ts";

const SITE = {
  asset_type: "pv",
  latitude: 51.5,
  longitude: -0.1,
  altitude_m: 11,
  tilt: 30,
  orientation: 170,
  capacity_kw: 4,
  module_capacity_kw: 4.3,
  inverter_capacity_kw: 3.6,
} as const;

function reasonOf(change: Partial<Parameters<typeof pvArrayOf>[0]>): string {
  const result = pvArrayOf({ ...SITE, ...change });
  assert.ok("reason" in result, "the site got an array");
  return result.reason;
}

describe("pvArrayOf", () => {
  it("takes what the site says", () => {
    const { asset_type: _, capacity_kw: __, ...array } = SITE;
    assert.deepEqual(pvArrayOf(SITE), { array });
  });

  it("fills what is unknown with sea level, the SDK's defaults and the capacity", () => {
    const unknown = {
      altitude_m: null,
      tilt: null,
      orientation: null,
      module_capacity_kw: null,
      inverter_capacity_kw: null,
    };
    const { latitude, longitude } = SITE;
    assert.deepEqual(pvArrayOf({ ...SITE, ...unknown }), {
      array: {
        latitude,
        longitude,
        altitude_m: 0,
        tilt: 35,
        orientation: 180,
        module_capacity_kw: 4,
        inverter_capacity_kw: 4,
      },
    });
  });

  it("takes zeros for what they are: level modules, facing north, on the equator", () => {
    const result = pvArrayOf({ ...SITE, latitude: 0, longitude: 0, tilt: 0, orientation: 0 });
    assert.ok("array" in result);
    const { latitude, longitude, tilt, orientation } = result.array;
    assert.deepEqual([latitude, longitude, tilt, orientation], [0, 0, 0, 0]);
  });

  it("says why a wind site gets none", () => {
    assert.match(reasonOf({ asset_type: "wind" }), /^Wind sites .*\.$/);
  });

  it("says so when the coordinates are missing or impossible", () => {
    for (const latitude of [null, 90.1, -91, NaN]) {
      assert.match(reasonOf({ latitude }), /latitude and a longitude/);
    }
    for (const longitude of [null, 180.5, -Infinity]) {
      assert.match(reasonOf({ longitude }), /latitude and a longitude/);
    }
  });

  it("says so when there is no capacity", () => {
    for (const kw of [null, 0, -4, NaN, Infinity]) {
      const capacities = { capacity_kw: kw, module_capacity_kw: kw, inverter_capacity_kw: kw };
      assert.match(reasonOf(capacities), /capacity/);
    }
    assert.match(reasonOf({ inverter_capacity_kw: 0 }), /capacity/);
    assert.match(reasonOf({ module_capacity_kw: 0 }), /capacity/);
  });

  it("says so when the plane or the altitude cannot be", () => {
    const changes = [{ tilt: NaN }, { orientation: Infinity }, { altitude_m: 50_000 }, {
      altitude_m: NaN,
    }];
    for (const change of changes) assert.match(reasonOf(change), /impossible/);
  });
});
