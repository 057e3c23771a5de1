import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { Facts } from "../../views/sites/facts.tsx";
import { PLANT } from "../support/site_day.ts";

describe("the facts of a site", () => {
  it("say what is known", () => {
    const html = String(<Facts site={PLANT} zone="Indian/Reunion" />);
    for (const text of ["50 kW", "2° from horizontal", "south (194°)", "21.333° S, 55.483° E"]) {
      assert.ok(html.includes(`<dd>${text}</dd>`), text);
    }
    assert.match(html, /75 m/);
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
