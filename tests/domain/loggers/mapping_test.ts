import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  editedMapping,
  type Mapping,
  type MappingEdit,
  mappingFaults,
  mappingText,
  NOTHING,
} from "../../../domain/loggers/mapping.ts";
import { fittingPresets, propose } from "../../../domain/loggers/presets.ts";
import { seriesName } from "../../../domain/loggers/series.ts";

describe("a mapping", () => {
  it("takes from the unit what is measured, and drops what another kind of feed needs", () => {
    const edit: MappingEdit = { feeds: "consumption", feed_unit: "kWh", includes_charger: true };
    const consumption = editedMapping(NOTHING, edit);
    assert.equal(consumption.measures, "counter");
    assert.equal(mappingText(consumption), "consumption, with the charger, a counter in kWh");
    const generation = editedMapping(consumption, { feeds: "generation", feed_unit: "W" });
    assert.equal(mappingText(generation), "generation, a power in W");
    assert.equal(generation.includes_charger, null);
    assert.deepEqual(editedMapping(generation, { feeds: "nothing" }), NOTHING);
  });

  it("is told what is missing", () => {
    const faults = (edit: MappingEdit) =>
      mappingFaults(editedMapping(NOTHING, edit)).map(({ field }) => field);
    const cases: [MappingEdit, string[]][] = [
      [{}, []],
      [{ feeds: "generation" }, ["feed_unit"]],
      [{ feeds: "generation", measures: "power" }, ["feed_unit"]],
      [{ feeds: "generation", measures: "power", feed_unit: "kWh" }, ["feed_unit"]],
      [{ feeds: "generation", feed_unit: "kWh" }, []],
      [{ feeds: "charger", feed_unit: "W" }, []],
      [{ feeds: "consumption", feed_unit: "W" }, ["includes_charger"]],
      [{ feeds: "consumption", feed_unit: "W", includes_charger: false }, []],
    ];
    for (const [edit, fields] of cases) {
      assert.deepEqual(faults(edit), fields, JSON.stringify(edit));
    }
  });
});

describe("a series", () => {
  it("is that of a charging point, whichever vehicle is there", () => {
    const series = "chargePower,loadpoint=Garage.value";
    for (const vehicle of ["", ",vehicle=ID.3", ",vehicle=Leaf, old", ",vehicle=a=b"]) {
      assert.equal(seriesName(`chargePower,loadpoint=Garage${vehicle}.value`), series);
    }
    assert.equal(
      seriesName("chargePower,loadpoint=A,vehicle=x,zone=1.value"),
      "chargePower,loadpoint=A,zone=1.value",
    );
    assert.equal(seriesName("soc,vehicle=x.value"), "soc,vehicle=x.value");
  });
});

describe("a preset", () => {
  const texts = (proposals: ({ variable: string } & Mapping)[]) =>
    proposals.map((one) => `${one.variable}: ${mappingText(one)}`);

  it("knows evcc", () => {
    const variables = [
      "chargePower,loadpoint=Carport.value",
      "chargePower,loadpoint=Garage,vehicle=ID.3.value",
      "chargePower,loadpoint=Garage,vehicle=Leaf.value",
      "gridPower.value",
      "homePower.value",
      "pvPower,id=1.value",
      "pvPower.value",
    ];
    assert.deepEqual(fittingPresets(variables), ["evcc"]);
    assert.deepEqual(texts(propose("evcc", variables)), [
      "chargePower,loadpoint=Carport.value: power of the charger, a power in W",
      "chargePower,loadpoint=Garage,vehicle=ID.3.value: power of the charger, a power in W",
      "homePower.value: consumption, without the charger, a power in W",
      "pvPower.value: generation, a power in W",
    ]);
  });

  it("knows Home Assistant by units, device classes and the words of entities", () => {
    const name = (unit: string, entity: string, tags = "") =>
      `${unit},${tags}domain=sensor,entity_id=${entity}.value`;
    const variables = [
      name("W", "pv_roof_power"),
      name("kW", "pv_barn_power", "device_class=power,"),
      name("kWh", "pv_energy_today"),
      name("kWh", "house_consumption_total"),
      name("kWh", "house_consumption_cellar"),
      name("W", "grid_import_power"),
      name("W", "wallbox_power"),
      name("W", "car_range", "device_class=distance,"),
      name("°C", "pv_temperature"),
      name("W", "pv_roof_power").replace(".value", ".friendly_name"),
    ];
    assert.deepEqual(fittingPresets(variables), ["home-assistant"]);
    const found = propose("home-assistant", variables);
    assert.deepEqual(found.map(({ variable }) => variables.indexOf(variable)), [0, 1, 3, 6]);
    assert.deepEqual(found.map(({ feeds, feed_unit }) => `${feeds} ${feed_unit}`), [
      "generation W",
      "generation kW",
      "consumption kWh",
      "charger W",
    ]);
    assert.deepEqual(mappingFaults(found[2]!).map(({ field }) => field), ["includes_charger"]);
  });

  it("knows OpenEVSE", () => {
    const old = ["amp", "wh", "temp1", "pilot", "state"].map((key) => `openevse/${key}`);
    assert.deepEqual(texts(propose("openevse", old)), [
      "openevse/wh: power of the charger, a counter in Wh",
    ]);
    assert.deepEqual(texts(propose("openevse", [...old, "openevse/power"])), [
      "openevse/power: power of the charger, a power in W",
    ]);
    assert.deepEqual(propose("openevse", ["heater/wh", "wh"]), []);
  });
});
