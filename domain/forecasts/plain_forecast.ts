import { plainMilliseconds } from "../time/time.ts";
import type { SentForecastValue } from "./sent_forecast.ts";
import { isLevelName } from "./p_levels.ts";

/**
 * Returns whether values of a run are all written in the plainest way: their schema would return
 * each as it is, and takes ten times as long to say so.
 */
export function plainForecast(values: unknown): values is SentForecastValue[] {
  return Array.isArray(values) && values.length > 0 && values.every(isPlain);
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const row = value as Record<string, unknown>;
  for (const name in row) if (!isPlainField(name, row[name])) return false;
  return row.start_utc !== undefined && row.end_utc !== undefined &&
    row.forecast_power_kw !== undefined;
}

function isPlainField(name: string, value: unknown): boolean {
  if (name === "start_utc" || name === "end_utc") {
    return typeof value === "string" && !Number.isNaN(plainMilliseconds(value));
  }
  if (name === "forecast_power_kw") return Number.isFinite(value);
  if (name === "horizon_minutes") return value === null || value === ((value as number) | 0);
  return isLevelName(name) && (value === null || Number.isFinite(value));
}
