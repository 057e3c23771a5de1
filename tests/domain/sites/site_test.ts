import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { distinctions, hasCoordinates, siteName, zoneOf } from "../../../domain/sites/site.ts";

const UUID = "c0ffee00-1111-4222-8333-444455556666";

describe("the name of a site", () => {
  const name = (client_site_name: string | null, client_site_id: number | null) =>
    siteName({ site_uuid: UUID, client_site_name, client_site_id });

  it("is its own, else its client's number, else the start of its UUID", () => {
    assert.equal(name("Roof", 7), "Roof");
    assert.equal(name(null, 0), "Site 0");
    assert.equal(name("", 7), "Site 7");
    assert.equal(name(null, null), "Site c0ffee00");
  });
});

describe("sites of one name in a list", () => {
  const site = (site_uuid: string, client_site_name: string, client_site_id: number | null) => ({
    site_uuid,
    client_site_name,
    client_site_id,
    region: null as string | null,
  });
  const [a, b, c] = [
    site("aaaaaaaa-1", "Roof", 7),
    site("bbbbbbbb-1", "roof ", 8),
    site("c", "C", 7),
  ];

  it("are told apart by the client's number, and others need nothing", () => {
    assert.deepEqual([...distinctions([a, b, c])], [
      ["aaaaaaaa-1", "client’s number 7"],
      ["bbbbbbbb-1", "client’s number 8"],
    ]);
    assert.equal(distinctions([a, c]).size, 0);
  });

  it("are told apart by region where a number is missing, else by the start of the UUID", () => {
    const nameless = { ...b, client_site_id: null };
    const placed = [{ ...a, region: "Kent" }, { ...nameless, region: "Essex" }];
    assert.deepEqual([...distinctions(placed).values()], ["Kent", "Essex"]);
    assert.deepEqual([...distinctions([a, nameless]).values()], [
      "UUID aaaaaaaa…",
      "UUID bbbbbbbb…",
    ]);
  });
});

describe("the zone of a site", () => {
  const zone = (
    latitude: number | null,
    longitude: number | null,
    time_zone: string | null = null,
  ) => zoneOf({ latitude, longitude, time_zone });

  it("is its own before that of its coordinates", () => {
    assert.equal(zone(51.5, -0.1, "Asia/Kathmandu"), "Asia/Kathmandu");
  });

  it("follows the coordinates", () => {
    assert.equal(zone(-21.3333, 55.4833), "Indian/Reunion");
    assert.equal(zone(51.5074, -0.1278), "Europe/London");
    assert.equal(zone(27.7, 85.3), "Asia/Kathmandu");
    assert.equal(zone(0, 0), "Etc/GMT");
  });

  it("is not a name that no zone has", () => {
    for (const name of ["Nowhere/City", "Europe/London ", "2026-06-21T00:00[Asia/Kathmandu]"]) {
      assert.equal(zone(-21.3333, 55.4833, name), "Indian/Reunion");
      assert.equal(zone(null, null, name), "UTC");
    }
  });

  it("is UTC where the coordinates are missing or not on the globe", () => {
    const places = [[null, null], [51, null], [null, 0], [91, 0], [51, 181], [NaN, 0]] as const;
    for (const [latitude, longitude] of places) {
      assert.equal(hasCoordinates({ latitude, longitude }), false);
      assert.equal(zone(latitude, longitude), "UTC");
    }
  });

  it("is found at the edges of the globe", () => {
    for (const [latitude, longitude] of [[90, 180], [-90, -180], [0, 180], [0, -180]] as const) {
      assert.equal(hasCoordinates({ latitude, longitude }), true);
      assert.doesNotThrow(() =>
        new Intl.DateTimeFormat("en", { timeZone: zone(latitude, longitude) })
      );
    }
  });
});
