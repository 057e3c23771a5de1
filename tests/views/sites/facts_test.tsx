import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { networkAt } from "../../../domain/sites/great_britain.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { Facts } from "../../../views/sites/facts.tsx";
import { read } from "../../support/html.ts";
import { PLANT } from "../../support/site_day.ts";

describe("the facts of a site", () => {
  it("say what is known", () => {
    const facts = read(<Facts site={PLANT} zone="Indian/Reunion" />).texts("dd");
    for (const text of ["50 kW", "2° from horizontal", "south (194°)", "21.333° S, 55.483° E"]) {
      assert.ok(facts.includes(text), text);
    }
    assert.ok(facts.some((fact) => fact.includes("75 m")));
  });

  it("name the network in Great Britain, and none elsewhere", () => {
    const factsAt = (place: Pick<Site, "latitude" | "longitude">) =>
      read(<Facts site={{ ...PLANT, ...networkAt(place) }} zone="UTC" />).text();
    const barking = factsAt({ latitude: 51.5074, longitude: 0.1278 });
    assert.match(barking, /DNO UKPN \(London\) GSP Barking/);
    assert.doesNotMatch(factsAt(PLANT), /DNO|GSP|unknown/);
  });

  for (const value of [NaN, Infinity]) {
    it(`say nothing where ${value} is stored`, () => {
      const site = {
        ...PLANT,
        ...{ tilt: value, orientation: value, latitude: value, longitude: value },
        ...{ altitude_m: value, capacity_kw: value, module_capacity_kw: value },
      };
      const facts = read(<Facts site={site} zone="UTC" />);
      assert.doesNotMatch(facts.source, /NaN|Infinity|undefined|Altitude|Modules/);
      assert.equal(facts.texts("dd").filter((fact) => fact === "not known").length, 4);
    });
  }
});
