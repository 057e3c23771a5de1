import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { distanceMetres, type Point } from "../../../domain/sites/distance.ts";
import { backOffSeconds } from "../../../domain/weather/fetch_state.ts";
import { placesOf } from "../../../domain/weather/fetched_places.ts";

describe("the places whose weather is fetched", () => {
  it("are one for sites within the distance, on a grid, so that no site is given away", () => {
    const sites = [
      { latitude: 51.501234, longitude: -0.121234 },
      { latitude: 51.52, longitude: -0.14 },
      { latitude: 51.6, longitude: -0.12 },
    ];
    assert.deepEqual(placesOf(sites, [], 5), {
      used: [],
      added: [{ latitude: 51.5, longitude: -0.1 }, { latitude: 51.6, longitude: -0.1 }],
    });
    assert.deepEqual(placesOf(sites.slice(0, 1), [], 2).added, [{
      latitude: 51.5,
      longitude: -0.12,
    }]);
  });

  it("stay once chosen, while a site is near", () => {
    const known = [{ latitude: 51.53, longitude: -0.12 }, { latitude: 40, longitude: 3 }];
    const { used, added } = placesOf([{ latitude: 51.5, longitude: -0.12 }], known, 5);
    assert.deepEqual([used, added], [[known[0]], []]);
  });

  it("lack what is on no map", () => {
    const strange: [number | null, number | null][] = [
      [null, 1],
      [NaN, 1],
      [91, 0],
      [1, 181],
      [Infinity, 0],
    ];
    const sites = strange.map(([latitude, longitude]) => ({ latitude, longitude }));
    assert.deepEqual(placesOf(sites, [], 5), { used: [], added: [] });
  });

  it("cover each of many sites, also at the date line and at the poles", () => {
    const sites = Array.from({ length: 500 }, (_, at) => ({
      latitude: ((at * 7919) % 18_001) / 100 - 90,
      longitude: ((at * 104_729) % 36_001) / 100 - 180,
    }));
    for (const km of [200, 5, 3.95, 1]) {
      const { added } = placesOf(sites, [], km);
      const isNear = (site: Point) =>
        added.some((place) => distanceMetres(site, place) <= km * 1000);
      assert.deepEqual(sites.filter((site) => !isNear(site)), []);
    }
  });
});

describe("the pause after failures", () => {
  it("doubles up to an hour, shortened by up to a quarter", () => {
    assert.deepEqual([1, 2, 3, 6, 7, 99].map((failures) => backOffSeconds(failures, 0)), [
      60,
      120,
      240,
      1920,
      3600,
      3600,
    ]);
    assert.equal(backOffSeconds(1, 1), 45);
  });

  it("is what the source asks for, up to a day", () => {
    assert.equal(backOffSeconds(1, 0, 600), 600);
    assert.equal(backOffSeconds(7, 0, 5), 3600);
    assert.equal(backOffSeconds(1, 0, 10 ** 9), 86_400);
  });
});
