import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { DEFAULT_SETTINGS, rowsOf, settingsOf } from "../../../domain/charging/settings.ts";
import { milesOf, stored } from "../../../domain/charging/units.ts";

describe("settings of charging", () => {
  it("come back as they were stored", () => {
    const litres = {
      ...DEFAULT_SETTINGS,
      petrol_unit: "litre",
      petrol_price: 1.859,
      petrol_consumption: 6.4,
      efficiency_unit: "kWh/100 km",
      currency: "EUR",
      time_zone: "Europe/Berlin",
      place_metres: 55,
      store_positions: true,
    } as const;
    assert.deepEqual(settingsOf(rowsOf(litres)), litres);
    assert.deepEqual(settingsOf(rowsOf(DEFAULT_SETTINGS)), DEFAULT_SETTINGS);
  });

  it("are stored for gallons, whatever they were entered in", () => {
    const rows = rowsOf({
      ...DEFAULT_SETTINGS,
      petrol_unit: "litre",
      petrol_price: 1,
      petrol_consumption: 8.4,
    });
    assert.equal(rows.gas_price_per_gallon, "3.785411784");
    assert.equal(Number(rows.vehicle_mpg).toFixed(4), "28.0017");
  });

  it("are the defaults where nothing or nonsense is stored", () => {
    assert.deepEqual(settingsOf({}), DEFAULT_SETTINGS);
    const nonsense = { gas_price_per_gallon: "much", vehicle_mpg: "0", efficiency_unit: "x" };
    assert.deepEqual(settingsOf({ ...nonsense, currency: "€" }), DEFAULT_SETTINGS);
    for (const user_timezone of ["", "Nowhere", "+05:00", "CEST", "FOO3", "Foo/Bar", "EST5EDT"]) {
      assert.equal(settingsOf({ user_timezone }).time_zone, null, user_timezone);
    }
  });
});

describe("units", () => {
  for (
    const [value, quantity, unit, result] of [
      [100, "length", "mi", 160.9344],
      [100, "length", "km", 100],
      [68, "temperature", "°F", 20],
      [20, "temperature", "°C", 20],
      [36, "pressure", "psi", 248.211263],
      [2.4, "pressure", "bar", 240],
      [240, "pressure", "kPa", 240],
      [9600, "power", "W", 9.6],
      [9.6, "power", "kW", 9.6],
      [60, "speed", "mph", 96.56064],
      [31_400, "energy", "Wh", 31.4],
      [1, "length", "kWh", null],
      [1, "length", undefined, null],
    ] as const
  ) {
    it(`${value} ${unit} of ${quantity} is stored as ${result}`, () => {
      assert.equal(stored(value, quantity, unit), result);
    });
  }

  it("have miles for kilometres", () => assert.equal(milesOf(160.9344), 100));
});
