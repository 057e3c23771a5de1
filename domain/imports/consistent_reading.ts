import type { Reading } from "./reading.ts";

const isEnergy = (unit: Reading["unit"]) => unit.endsWith("Wh");
const isOfPower = (shape: Reading["shape"]) => shape === "power" || shape === "states";

/**
 * Returns a reading with some fields changed, and those that would not fit to them: a unit of energy
 * makes numbers of power those of energy and the other way round, a changed shape brings its unit, the
 * end of a period is written as its start is, and no mark is both that of decimals and of thousands.
 */
export function consistentReading(before: Reading, changes: Partial<Reading>): Reading {
  const next: Reading = { ...before, ...changes };
  const { decimal, thousands, time, end_time } = next;
  return {
    ...next,
    ...fittingUnit(next, changes.shape !== undefined && changes.shape !== before.shape),
    thousands: thousands !== decimal ? thousands : decimal === "." ? "," : ".",
    end_time: end_time && { ...end_time, form: time.form },
  };
}

function fittingUnit({ shape, unit }: Reading, isShapeChanged: boolean): Partial<Reading> {
  if (isOfPower(shape) !== isEnergy(unit)) return {};
  if (!isShapeChanged) return { shape: isEnergy(unit) ? "energy" : "power" };
  return { unit: isOfPower(shape) ? POWER[unit] : ENERGY[unit] };
}

const POWER: Record<Reading["unit"], Reading["unit"]> = {
  ...{ W: "W", kW: "kW", MW: "MW", Wh: "W", kWh: "kW", MWh: "MW" },
};
const ENERGY: Record<Reading["unit"], Reading["unit"]> = {
  ...{ W: "Wh", kW: "kWh", MW: "MWh", Wh: "Wh", kWh: "kWh", MWh: "MWh" },
};
