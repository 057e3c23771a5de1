import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type Consumption, houseUse, leftOf } from "../../../domain/charging/house_use.ts";
import { type Charge, sunOf } from "../../../domain/charging/sun.ts";
import type { PowerPeriod } from "../../../domain/generation/energy.ts";
import { MINUTE } from "../../../domain/time/time.ts";

const period = (from: number, to: number, powerKw: number): PowerPeriod => ({
  startMs: from * MINUTE,
  endMs: to * MINUTE,
  powerKw,
});
/** A consumption; a charger of null is not measured, and one of undefined not part of it. */
const used = (from: number, to: number, kw: number, charger?: number | null): Consumption => ({
  ...period(from, to, kw),
  includesCharger: charger !== undefined,
  chargerKw: charger ?? null,
});
const charge = (from: number, to: number, powerKw: number): Charge => ({
  startMs: from * MINUTE,
  endMs: to * MINUTE,
  energyKwh: powerKw * (to - from) / 60,
});
const minutes = (periods: PowerPeriod[]) =>
  periods.map(({ startMs, endMs, powerKw }) => [startMs / MINUTE, endMs / MINUTE, powerKw]);

describe("the sun of a charge of an hour at 4 kW, beside what the house uses", () => {
  const hour = [period(0, 60, 6)];
  const sun = (consumption: Consumption[], charges = [charge(0, 60, 4)]) =>
    sunOf(charges, leftOf(hour, houseUse(consumption, charges)))[0];

  const cases: [string, Consumption[], number][] = [
    ["no consumption", [], 4],
    ["consumption without the charger", [used(0, 60, 5)], 1],
    ["more than generation", [used(0, 60, 7)], 0],
    ["so little that it does not matter", [used(0, 60, 1)], 4],
    ["with the charger, of which the power is known", [used(0, 60, 8, 3)], 1],
    ["with the charger, of which the session says the power", [used(0, 60, 8, null)], 2],
    ["less than the charger", [used(0, 60, 3, 4)], 4],
    ["less than the session", [used(0, 60, 3, null)], 4],
    ["a charger that took nothing", [used(0, 60, 4, 0)], 2],
    ["known for half of the time", [used(30, 60, 5)], 2 + 0.5],
    ["known in quarters of different use", [used(0, 15, 5), used(45, 60, 9)], 0.25 + 2],
    ["beyond the charge", [used(-30, 30, 5), used(30, 90, 6)], 0.5],
  ];
  for (const [name, consumption, sunKwh] of cases) {
    it(`is ${sunKwh} kWh: ${name}`, () => {
      assert.deepEqual(sun(consumption), { sunKwh, known: 1 });
    });
  }

  it("counts a session that charges in a part of a period by its mean over the period", () => {
    const charges = [charge(10, 20, 6), charge(20, 25, 3)];
    const consumption = [used(0, 15, 4, null), used(15, 30, 4, null), used(30, 45, 4, null)];
    assert.deepEqual(minutes(houseUse(consumption, charges)), [[0, 15, 2], [15, 30, 1], [
      30,
      45,
      4,
    ]]);
    assert.deepEqual(
      minutes(houseUse(consumption, charges.toReversed())),
      minutes(houseUse(consumption, charges)),
    );
  });

  it("leaves gaps of generation as they are", () => {
    const generation = [period(0, 10, 3), period(20, 30, 3)];
    assert.deepEqual(minutes(leftOf(generation, [period(5, 25, 1)])), [
      [0, 5, 3],
      [5, 10, 2],
      [20, 25, 2],
      [25, 30, 3],
    ]);
  });
});
