import { notYetMade, tooLow, type Wrong, wrongPeriod, wrongPower } from "../value_limits.ts";
import type { SiteForecast } from "./new_forecasts.ts";

export type SentForecastValue = SiteForecast["values"][number];

/** Share of the capacity by which a P-level may lie above a higher one. */
const CROSSING = 0.02;

/** Returns what is wrong with a run's own time at `nowMs`. */
export function wrongRun(run: Pick<SiteForecast, "timestamp_utc">, nowMs: number) {
  return notYetMade(run.timestamp_utc, nowMs);
}

/** Returns what is wrong with a value of a run for a site of this largest capacity. */
export function wrongForecastValue(
  value: SentForecastValue,
  capacityKw: number | null,
): Wrong | undefined {
  const { p10_kw, p90_kw } = value;
  return wrongPeriod(value) ??
    wrongPower("forecast_power_kw", value.forecast_power_kw, capacityKw) ??
    (p10_kw == null ? undefined : tooLow("p10_kw", p10_kw, capacityKw)) ??
    (p90_kw == null ? undefined : tooLow("p90_kw", p90_kw, capacityKw)) ??
    crossing(value, capacityKw);
}

/** P-levels are compared with each other alone: the power is a mean and can lie outside of them. */
function crossing({ p10_kw, p90_kw }: SentForecastValue, capacityKw: number | null) {
  if (p10_kw == null || p90_kw == null || capacityKw === null) return undefined;
  if (p10_kw - p90_kw <= CROSSING * capacityKw) return undefined;
  const message = `P10 of ${p10_kw} kW is above P90 of ${p90_kw} kW by more than 2 % of the ` +
    `capacity of ${capacityKw} kW. P10 is the lower one: exchange them, or correct the model.`;
  return { field: "p10_kw", message };
}
