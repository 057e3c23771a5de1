import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastEnergy } from "../../domain/forecasts/energy/calibration.ts";

/** A day-ahead energy of a model as it was forecast, with what was measured of it (null: not yet). */
export type DayAheadPair = ForecastEnergy & {
  model_name: string;
  day: string;
  measuredKwh: number | null;
};

/** Returns the day-ahead energies of a site of the scope, of all its models, by model and day. */
export async function dayAheadPairs(
  sql: ScopedSql,
  siteUuid: string,
  from: Temporal.PlainDate,
): Promise<DayAheadPair[]> {
  return await sql<DayAheadPair[]>`
    select model_name, day::text, forecast_kwh as "forecastKwh", below_kwh as "belowKwh",
      above_kwh as "aboveKwh", potential_kwh as "potentialKwh", measured_kwh as "measuredKwh"
    from app.day_ahead_pairs(${siteUuid}::uuid, ${from.toString()}::date)`;
}
