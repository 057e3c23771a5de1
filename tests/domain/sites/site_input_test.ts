import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { parse } from "../../../domain/validation.ts";
import { parseForm } from "../../../routes/http/parse_form.ts";
import { newSite, siteEdit } from "../../../domain/sites/site_input.ts";

const NEEDED = { client_site_name: "Roof", capacity_kw: 4, latitude: 51.5, longitude: -0.12 };
const wrong = (extra: object) =>
  parse(newSite, { ...NEEDED, country: "uk", ...extra }).fields?.map(({ field }) => field) ?? [];

describe("a new site", () => {
  it("needs a name, a capacity and a place, and has defaults for type and tilt", () => {
    assert.deepEqual(parse(newSite, NEEDED).data, {
      ...NEEDED,
      asset_type: "pv",
      tilt: 35,
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
    });
    assert.deepEqual(parse(newSite, {}).fields, [
      { field: "client_site_name", message: "Enter a name." },
      { field: "capacity_kw", message: "Enter the capacity in kW as a number of 0 or more." },
      {
        field: "latitude",
        message: "Enter the latitude as a number from -90 to 90 degrees, like 51.5.",
      },
      {
        field: "longitude",
        message: "Enter the longitude as a number from -180 to 180 degrees, like -0.12.",
      },
    ]);
  });

  const RANGES: [field: string, taken: unknown[], refused: unknown[]][] = [
    ["client_site_name", [" a ", "x".repeat(255)], ["", "  ", "x".repeat(256), null, 5, "a\0b"]],
    ["client_site_id", [0, 2147483647, undefined], [-1, 2147483648, 1.5, "7", null]],
    ["asset_type", ["pv", "wind", undefined], ["PV", "", null]],
    ["capacity_kw", [0, 1e6], [-0.1, NaN, Infinity, "4", null, undefined]],
    ["inverter_capacity_kw", [0, undefined], [-1, "4"]],
    ["module_capacity_kw", [0, undefined], [-1, "4"]],
    ["latitude", [-90, 0, 90], [-90.1, 90.1, NaN, "51", "", null, undefined]],
    ["longitude", [-180, 0, 180], [-180.1, 180.1, NaN, "0", "", null, undefined]],
    ["altitude_m", [-500, 9000, undefined], [-501, 9001, "75"]],
    ["orientation", [0, 360, undefined], [-1, 361, "180"]],
    ["tilt", [0, 90, undefined], [-1, 91, "35"]],
    ["country", ["nepal", undefined], ["", "x".repeat(256), 5]],
    ["region", ["", "South", undefined], ["x".repeat(256), 5, "\ud800"]],
    ["time_zone", ["Europe/London", "UTC", undefined], ["", "Nowhere/City", "+05:30", 5]],
    ["measured_every_minutes", [10, 15, 30, 60, undefined], [0, 5, 20, 7.5, "30"]],
    ["note", ["Fine.", undefined], ["x".repeat(2001), 5]],
  ];
  for (const [field, taken, refused] of RANGES) {
    it(`takes and refuses the right values of ${field}`, () => {
      for (const value of taken) assert.deepEqual(wrong({ [field]: value }), [], String(value));
      for (const value of refused) {
        assert.deepEqual([...new Set(wrong({ [field]: value }))], [field], String(value));
      }
    });
  }

  it("needs a country at sea, where the coordinates know none", () => {
    const atSea = { latitude: 55, longitude: 3 };
    assert.deepEqual(parse(newSite, { ...NEEDED, ...atSea }).fields, [
      { field: "country", message: "No country is known at these coordinates: enter one." },
    ]);
    assert.deepEqual(wrong({ ...atSea, country: "nl" }), []);
  });

  it("comes out of a form with a decimal comma, and an empty latitude is no 0", () => {
    const form = { client_site_name: " Roof ", capacity_kw: "4,5", latitude: "51.5", tilt: "" };
    const { fields } = parseForm(newSite, { ...form, longitude: " " });
    assert.deepEqual(fields!.map(({ field }) => field), ["longitude"]);
    const { data } = parseForm(newSite, { ...form, longitude: "-0,12", client_site_id: "7" });
    assert.deepEqual(
      [
        data!.client_site_name,
        data!.capacity_kw,
        data!.longitude,
        data!.tilt,
        data!.client_site_id,
      ],
      ["Roof", 4.5, -0.12, 35, 7],
    );
  });
});

describe("an edit", () => {
  it("has exactly the keys that were sent, and NULL for null", () => {
    assert.deepEqual(parse(siteEdit, {}).data, {});
    const sent = { latitude: null, client_site_id: null, tilt: 12 };
    assert.deepEqual(parse(siteEdit, sent).data, sent);
  });

  it("refuses what a new site refuses, and no type", () => {
    const { fields } = parse(siteEdit, { latitude: 91, asset_type: null, version: "3" });
    assert.deepEqual(fields!.map(({ field }) => field), ["asset_type", "latitude", "version"]);
  });

  it("keeps line breaks as one character each", () => {
    assert.equal(parse(siteEdit, { note: "a\r\nb\rc" }).data!.note, "a\nb\nc");
  });
});
