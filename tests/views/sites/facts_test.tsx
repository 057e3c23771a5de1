import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { networkAt } from "../../../domain/sites/great_britain.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { Facts } from "../../../views/sites/facts.tsx";
import { PLANT } from "../../support/site_day.ts";

describe("the facts of a site", () => {
  it("say what is known", () => {
    const html = String(<Facts site={PLANT} zone="Indian/Reunion" />);
    for (const text of ["50 kW", "2° from horizontal", "south (194°)", "21.333° S, 55.483° E"]) {
      assert.ok(html.includes(`<dd>${text}</dd>`), text);
    }
    assert.match(html, /75 m/);
  });

  it("name the network in Great Britain, and none elsewhere", () => {
    const html = (place: Pick<Site, "latitude" | "longitude">) =>
      String(<Facts site={{ ...PLANT, ...networkAt(place) }} zone="UTC" />);
    const barking = html({ latitude: 51.5074, longitude: 0.1278 });
    assert.match(barking, /<dt>DNO<\/dt><dd>UKPN \(London\)<\/dd>/);
    assert.match(barking, /<dt>GSP<\/dt><dd>Barking<\/dd>/);
    assert.doesNotMatch(html(PLANT), /DNO|GSP|unknown/);
  });

  for (const value of [NaN, Infinity]) {
    it(`say nothing where ${value} is stored`, () => {
      const site = {
        ...PLANT,
        ...{ tilt: value, orientation: value, latitude: value, longitude: value },
        ...{ altitude_m: value, capacity_kw: value, module_capacity_kw: value },
      };
      const html = String(<Facts site={site} zone="UTC" />);
      assert.doesNotMatch(html, /NaN|Infinity|undefined|Altitude|Modules/);
      assert.equal(html.match(/not known/g)?.length, 4);
    });
  }
});
