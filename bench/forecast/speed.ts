/** CPU time of fits and forecasts, on one core and without the database. */
import process from "node:process";
import { fitBaseline } from "../../domain/forecasts/baseline/fit.ts";
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import {
  dayOfQuarter,
  QUARTER,
  quarterHours,
  quarterOf,
  QUARTERS_A_DAY,
} from "../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { baselineForecast } from "../../domain/forecasts/baseline_forecast.ts";
import type { BenchSite } from "./arguments.ts";

const DAYS = 60;
const TIMES = 30;

/** Returns CPU milliseconds for such a site, from the last 60 days of these measurements. */
export function speed(measured: PowerPeriod[], site: BenchSite) {
  const of = (asset_type: "pv" | "wind") => {
    const found = potentialOf({ ...site, asset_type });
    if ("reason" in found) throw new Error(found.reason);
    return speedOf(measured, found.potential);
  };
  return { PV: of("pv"), wind: of("wind") };
}

function speedOf(measured: PowerPeriod[], potential: Potential) {
  const day = dayOfQuarter(quarterOf(measured.at(-1)!.endMs));
  const first = (day - DAYS) * QUARTERS_A_DAY;
  const known = {
    knownMs: day * QUARTERS_A_DAY * QUARTER,
    capacityKw: potential.measuredCapacityKw,
  };
  const periods = [...quarterHours(measured, first, DAYS * QUARTERS_A_DAY, known).values]
    .flatMap((powerKw, i) => {
      const startMs = (first + i) * QUARTER;
      return Number.isNaN(powerKw) ? [] : [{ startMs, endMs: startMs + QUARTER, powerKw }];
    });
  const fit = () =>
    fitBaseline(potential, quarterHours(periods, first, DAYS * QUARTERS_A_DAY, known), day);
  const made = fit();
  const last = periods.slice(-4 * QUARTERS_A_DAY);
  return {
    fit_ms: taken(fit),
    forecast_ms: taken(() => baselineForecast(potential, made, last, known.knownMs)),
  };
}

/** Returns the mean CPU milliseconds of some runs, after a few that do not count. */
function taken(work: () => unknown): number {
  for (let turn = 0; turn < 5; turn++) work();
  const start = process.cpuUsage();
  for (let turn = 0; turn < TIMES; turn++) work();
  const { user, system } = process.cpuUsage(start);
  return Number(((user + system) / 1000 / TIMES).toFixed(2));
}
