import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { countryAt, factsOfPlace, towardEquator } from "../../../domain/sites/place_facts.ts";

describe("the country of coordinates", () => {
  const places: [place: string, latitude: number, longitude: number, country?: string][] = [
    ["London", 51.5074, -0.1278, "uk"],
    ["Belfast", 54.597, -5.93, "uk"],
    ["Sydney", -33.87, 151.21, "au"],
    ["La Réunion, a part of France", -21.3333, 55.4833, "fr"],
    ["Oslo", 59.91, 10.75, "no"],
    ["a wind farm in coastal waters", 53.885, 1.791, "uk"],
    ["the middle of the North Sea", 55, 3],
    ["the Atlantic", 45, -30],
  ];
  for (const [place, latitude, longitude, country] of places) {
    it(`is ${country ?? "unknown"} for ${place}`, () => {
      assert.equal(countryAt(latitude, longitude), country);
    });
  }
});

describe("the facts of a new site's place", () => {
  it("face it toward the equator: south in the north and on the equator, else north", () => {
    assert.deepEqual([51.5, 0, -33.9].map(towardEquator), [180, 180, 0]);
  });

  it("give way to what was given, also to a 0", () => {
    const given = { latitude: 51.5, longitude: -0.12, orientation: 0, country: "no" };
    assert.deepEqual(factsOfPlace(given), { orientation: 0, country: "no" });
    const sydney = { latitude: -33.87, longitude: 151.21 };
    assert.deepEqual(factsOfPlace(sydney), { orientation: 0, country: "au" });
  });
});
