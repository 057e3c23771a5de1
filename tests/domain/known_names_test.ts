import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { forecastsOfSites } from "../../domain/forecasts/new_forecasts.ts";
import { siteGeneration } from "../../domain/generation/new_generation.ts";
import { nearestName } from "../../domain/known_names.ts";
import { newSite } from "../../domain/sites/site_input.ts";
import { unknownNames } from "../../domain/unknown_names.ts";

const SITE = Object.keys(newSite.shape);
const MEASURED = Object.keys(siteGeneration.shape.values.element.shape);
const FORECAST = Object.keys(forecastsOfSites.shape.forecasts.element.shape);
const VALUE = Object.keys(
  forecastsOfSites.shape.forecasts.element.shape.values.element.shape,
);

describe("nearestName", () => {
  const cases: [wrong: string, known: string[], nearest: string | undefined][] = [
    ["forecast_horizon_minutes", VALUE, "horizon_minutes"],
    ["azimuth", SITE, "orientation"],
    ["capacity", SITE, "capacity_kw"],
    ["lat", SITE, "latitude"],
    ["lng", SITE, "longitude"],
    ["lon", SITE, "longitude"],
    ["dc_capacity_kw", SITE, "module_capacity_kw"],
    ["ac_capacity", SITE, "inverter_capacity_kw"],
    ["timezone", SITE, "time_zone"],
    ["startUtc", MEASURED, "start_utc"],
    ["end", MEASURED, "end_utc"],
    ["power_kw", MEASURED, "generation_power_kw"],
    ["power", VALUE, "forecast_power_kw"],
    ["plevel_10", VALUE, "p10_kw"],
    ["P90", VALUE, "p90_kw"],
    ["model", FORECAST, "model_name"],
    ["init_time_utc", FORECAST, "timestamp_utc"],
    ["colour", MEASURED, undefined],
    ["x", [], undefined],
  ];
  for (const [wrong, known, nearest] of cases) {
    it(`finds ${nearest ?? "nothing"} for ${wrong}`, () => {
      assert.equal(nearestName(wrong, known), nearest);
    });
  }
});

describe("unknownNames", () => {
  it("looks at each level, and into what is optional, listed or transformed", () => {
    const schema = z.object({
      one: z.object({ two: z.array(z.object({ three: z.string() }).nullish()).min(1) }).optional(),
      four: z.union([z.string(), z.object({ five: z.int() })]).default("none"),
      six: z.record(z.string(), z.string()),
    }).refine(() => true).transform(String);
    const value = {
      one: { two: [null, { three: "x", tree: 1 }], toe: 2 },
      four: { five: 1, fife: 2 },
      six: { anything: "goes" },
      toString: 1,
    };
    assert.deepEqual(unknownNames(schema, value).map(({ path }) => path.join(".")), [
      "one.two.1.tree",
      "one.toe",
      "four.fife",
      "toString",
    ]);
  });

  it("names the nearest one, else all that are known", () => {
    const message = (name: string) => unknownNames(siteGeneration, { [name]: 1 })[0]!.message;
    assert.equal(message("value"), '"value" is not known here. Write values, or leave it out.');
    assert.equal(message("colour"), '"colour" is not known here. Known are values, replace.');
  });

  it("says nothing of what is of another type", () => {
    for (const value of [null, 1, "x", [], { values: { tree: 1 } }]) {
      assert.deepEqual(unknownNames(siteGeneration, value), []);
    }
  });
});
