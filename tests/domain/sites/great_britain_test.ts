import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { networkAt } from "../../../domain/sites/great_britain.ts";

const OUTSIDE = {
  dno: '{"dno_id": "999", "name": "unknown", "long_name": "unknown"}',
  gsp: '{"gsp_id": "999", "name": "unknown"}',
};

/** A place in each licence area, by what everybody knows of who runs the network there. */
const PLACES: [string, number, number, string, string][] = [
  ["Norwich", 52.63, 1.297, "10", "_A"],
  ["Nottingham", 52.95, -1.15, "11", "_B"],
  ["London", 51.5, -0.1276, "12", "_C"],
  ["Wrexham", 53.05, -2.99, "13", "_D"],
  ["Birmingham", 52.48, -1.89, "14", "_E"],
  ["Newcastle", 54.97, -1.61, "15", "_F"],
  ["Manchester", 53.48, -2.24, "16", "_G"],
  ["Inverness", 57.47, -4.22, "17", "_P"],
  ["Glasgow", 55.86, -4.25, "18", "_N"],
  ["Maidstone", 51.27, 0.52, "19", "_J"],
  ["Reading", 51.455, -0.97, "20", "_H"],
  ["Cardiff", 51.49, -3.18, "21", "_K"],
  ["Exeter", 50.72, -3.53, "22", "_L"],
  ["Leeds", 53.8, -1.55, "23", "_M"],
];

const ABROAD: [string, number, number][] = [
  ["La Réunion", -21.3333, 55.4833],
  ["Paris", 48.86, 2.35],
  ["Dublin", 53.35, -6.26],
  ["Belfast", 54.6, -5.93],
  ["the North Sea", 55, 3],
  ["a site that the Python SDK makes for tests", 51, 3],
  ["zero", 0, 0],
  ["a pole", 90, 180],
];

describe("the network of a place", () => {
  it("is the text that the Python SDK stores", () => {
    assert.deepEqual(networkAt({ latitude: 51.5074, longitude: 0.1278 }), {
      dno: '{"dno_id": "12", "name": "_C", "long_name": "UKPN (London)"}',
      gsp: '{"gsp_id": "17", "name": "Barking"}',
    });
  });

  for (const [town, latitude, longitude, dno_id, name] of PLACES) {
    it(`is ${name} in ${town}, with a grid supply point`, () => {
      const { dno, gsp } = networkAt({ latitude, longitude });
      const read = JSON.parse(dno!);
      assert.deepEqual([read.dno_id, read.name], [dno_id, name]);
      assert.notEqual(gsp, OUTSIDE.gsp);
    });
  }

  for (const [where, latitude, longitude] of ABROAD) {
    it(`is unknown, number 999, in ${where}`, () => {
      assert.deepEqual(networkAt({ latitude, longitude }), OUTSIDE);
    });
  }

  it("is none without coordinates, or with ones that are not on the globe", () => {
    const none = { dno: null, gsp: null };
    for (const [latitude, longitude] of [[null, null], [51, null], [null, 0], [999, 0], [NaN, 0]]) {
      assert.deepEqual(networkAt({ latitude: latitude!, longitude: longitude! }), none);
    }
  });

  it("is that of the first of two areas on the border between them", () => {
    // A corner that the areas of the east and of the East Midlands share.
    const { dno } = networkAt({ latitude: 52.812, longitude: 0.267 });
    assert.equal(JSON.parse(dno!).name, "_A");
  });

  it("is written in ASCII, as Python does", () => {
    const { gsp } = networkAt({ latitude: 55.815, longitude: -4.165 });
    assert.equal(gsp, '{"gsp_id": "69", "name": "Clyde\\u2019s Mill"}');
    assert.equal(JSON.parse(gsp!).name, "Clyde’s Mill");
  });

  it("fits into its columns, wherever", () => {
    const near = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(fc.property(near(49, 61), near(-9, 2), (latitude, longitude) => {
      const { dno, gsp } = networkAt({ latitude, longitude });
      assert.ok(dno!.length <= 255 && gsp!.length <= 255);
      assert.deepEqual(Object.keys(JSON.parse(dno!)), ["dno_id", "name", "long_name"]);
      assert.deepEqual(Object.keys(JSON.parse(gsp!)), ["gsp_id", "name"]);
    }));
  });
});
