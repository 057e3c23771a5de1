import type { ForecastReading, Reading } from "./reading.ts";

/** Fields of a reading that change, those of forecasts each by itself, too. */
export type ReadingChanges = Partial<Omit<Reading, "forecast">> & {
  forecast?: Partial<ForecastReading>;
};

const isEnergy = (unit: Reading["unit"]) => unit.endsWith("Wh");
const isOfPower = (shape: Reading["shape"]) => shape === "power" || shape === "states";

/**
 * Returns a reading with some fields changed, and those that would not fit to them: a unit of energy
 * makes numbers of power those of energy and the other way round, a changed shape brings its unit, the
 * end of a period is written as its start is, and no mark is both that of decimals and of thousands.
 */
export function consistentReading(before: Reading, changes: ReadingChanges): Reading {
  const forecast = before.forecast && { ...before.forecast, ...changes.forecast };
  const { forecast: _, ...others } = changes;
  const next: Reading = { ...before, ...others, ...forecast ? { forecast } : {} };
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
