import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { chargeTypeOf } from "../../../domain/charging/charge_type.ts";
import { comparedAddress, findPlace } from "../../../domain/charging/places.ts";
import { distanceMetres } from "../../../domain/sites/distance.ts";

const home = { latitude: 39.2904, longitude: -76.6122 };
const north = (latitude: number) => ({ latitude, longitude: -76.6122 });

describe("distances", () => {
  for (
    const [other, metres] of [
      [north(39.2912903), 99],
      [north(39.2913038), 100.5],
      [north(39.2913083), 101],
    ] as const
  ) {
    it(`are ${metres} m from ${other.latitude}`, () => {
      assert.ok(Math.abs(distanceMetres(home, other) - metres) < 0.006); // 7 decimal places
    });
  }

  it("are short over the date line", () => {
    const west = { latitude: -17, longitude: 179.9996 };
    const east = { latitude: -17, longitude: -179.9999 };
    assert.equal(distanceMetres(west, east).toFixed(2), "53.17");
    assert.equal(findPlace([{ id: 1, ...east }], west)?.id, 1);
  });

  it("are half the circumference between antipodes", () => {
    const far = distanceMetres({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 });
    assert.equal(Math.round(far), 20_015_087);
  });
});

describe("addresses", () => {
  for (
    const [sent, compared] of [
      ["12 Main St.", "12 main street."],
      ["12  MAIN street", "12 main street"],
      ["12 main st", "12 main street"],
      ["5 Oak Ave, Springfield", "5 oak avenue, springfield"],
      [" 1 St James Pl ", "1 street james place"],
      ["2 Ocean Pkwy;", "2 ocean parkway;"],
      ["3 Stone Rd", "3 stone road"],
      ["", null],
      ["  ", null],
      [null, null],
    ] as const
  ) {
    it(`${JSON.stringify(sent)} is compared as ${JSON.stringify(compared)}`, () => {
      assert.equal(comparedAddress(sent), compared);
    });
  }
});

describe("the place that is meant", () => {
  const at = (id: number, latitude: number, address?: string) => ({
    id,
    address,
    ...north(latitude),
  });

  it("is the nearest, not the first", () => {
    const places = [at(1, 39.2904 + 80 / 111_194.9), at(2, 39.2904 - 20 / 111_194.9)];
    assert.equal(findPlace(places, home)?.id, 2);
  });

  it("is within the metres of the setting, and not beyond", () => {
    assert.equal(findPlace([at(1, 39.2912903)], home)?.id, 1);
    assert.equal(findPlace([at(1, 39.2913038)], home), undefined);
    assert.equal(findPlace([at(1, 39.2913038)], home, 101)?.id, 1);
  });

  it("is the one with the same address when none is near", () => {
    const places = [at(1, 40, "12 Main Street"), { id: 2, address: "12 Oak St" }];
    assert.equal(findPlace(places, { ...home, address: "12 main  ST" })?.id, 1);
    assert.equal(findPlace(places, { address: "12 OAK street" })?.id, 2);
  });

  it("is none without coordinates and address", () => {
    assert.equal(findPlace([{ id: 1, address: "" }, at(2, 39)], { address: " " }), undefined);
  });
});

describe("types of charging", () => {
  for (
    const [text, type] of [
      ["AC", "AC"],
      ["AC_BASIC", "AC"],
      ["level 1", "AC"],
      ["AC Level 2", "AC"],
      ["LEVEL_2", "AC"],
      ["AC_CHARGING", "AC"],
      ["DC_CHARGING", "DC"],
      ["dcfc", "DC"],
      ["dc_fast", "DC"],
      ["DC Fast", "DC"],
      ["DC_DCFAST", "DC"],
      ["Level 3", "DC"],
      ["AC Level 3", null],
      ["", null],
      [null, null],
    ] as const
  ) it(`${text} is ${type}`, () => assert.equal(chargeTypeOf(text), type));
});
