import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { acLimitKw, clearSky } from "../../../domain/solar/clear_sky.ts";
import { milliseconds } from "../../../domain/time/time.ts";
import { pvArray, referenceRows } from "../../support/clear_sky_reference.ts";

const LONDON = pvArray(51.5074, -0.1278, 11, 35, 180, 4.3, 4);
const JUNE_NOON = milliseconds("2026-06-21T12:00:00Z");

describe("clearSky", () => {
  it("agrees with the reference: plane of array within 0.5 W/m², AC within 0.1 % of capacity", () => {
    for (const { label, array, ms, poa, acKw } of referenceRows()) {
      const sky = clearSky(ms, array);
      assert.ok(Math.abs(sky.poa - poa) <= 0.5, `${label}: ${sky.poa} W/m², not ${poa}`);
      const tolerance = 0.001 * array.inverter_capacity_kw;
      assert.ok(Math.abs(sky.ac_kw - acKw) <= tolerance, `${label}: ${sky.ac_kw} kW, not ${acKw}`);
    }
  });

  it("closes: global is diffuse plus the vertical part of direct, and a level plane sees just that", () => {
    const { ghi, dni, dhi, poa } = clearSky(JUNE_NOON, { ...LONDON, tilt: 0 });
    assert.ok(Math.abs(poa - ghi) < 1e-9);
    assert.ok(dni > 800 && dni < 950 && dhi > 50 && dhi < 150, `${dni} and ${dhi} W/m²`);
  });

  it("gives a plane that faces away from the sun the diffuse light alone", () => {
    const evening = milliseconds("2026-06-21T19:00:00Z");
    const { ghi, dhi, poa } = clearSky(evening, { ...LONDON, tilt: 90, orientation: 90 });
    assert.ok(Math.abs(poa - (dhi / 2 + 0.25 * ghi / 2)) < 1e-9);
  });

  it("favours the north in the southern hemisphere", () => {
    const noon = milliseconds("2026-06-21T02:00:00Z");
    const sydney = pvArray(-33.87, 151.21, 20, 35, 0, 5, 5);
    const north = clearSky(noon, sydney);
    const south = clearSky(noon, { ...sydney, orientation: 180 });
    assert.ok(north.poa > 4 * south.poa, `${north.poa} and ${south.poa} W/m²`);
  });

  it("is brighter high up: direct light at 4,000 m", () => {
    assert.ok(clearSky(JUNE_NOON, { ...LONDON, altitude_m: 4000 }).dni > 1000);
  });

  it("stops at 0.96 of the inverter, however many modules there are", () => {
    for (const module_capacity_kw of [8, 40, 4000]) {
      const array = { ...LONDON, module_capacity_kw };
      assert.ok(Math.abs(clearSky(JUNE_NOON, array).ac_kw - 3.84) < 1e-9);
      assert.equal(acLimitKw(array), 3.84);
    }
  });

  it("is never negative, never beyond the AC limit and never no number, anywhere", () => {
    fc.assert(fc.property(
      fc.integer({
        min: milliseconds("1990-01-01T00:00Z"),
        max: milliseconds("2051-01-01T00:00Z"),
      }),
      fc.record({
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        altitude_m: fc.double({ min: -500, max: 9000, noNaN: true }),
        tilt: fc.double({ min: 0, max: 90, noNaN: true }),
        orientation: fc.double({ min: -360, max: 360, noNaN: true }),
        module_capacity_kw: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        inverter_capacity_kw: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      }),
      (ms, array) => {
        const sky = clearSky(ms, array);
        assert.ok(Object.values(sky).every((value) => value >= 0 && Number.isFinite(value)));
        assert.ok(sky.ac_kw <= acLimitKw(array) * (1 + 1e-12));
      },
    ));
  });
});
