import { milliseconds } from "../time/time.ts";
import type { WithLevels } from "./p_levels.ts";

/** A value of a run that passed its schema. */
export interface SentForecastValue extends WithLevels {
  start_utc: string;
  end_utc?: string;
  period_minutes?: number;
  forecast_power_kw: number;
  horizon_minutes?: number | null;
}

/** A run that passed its schema. */
export interface SentForecast {
  site_uuid?: string;
  client_site_id?: number;
  timestamp_utc: string;
  model_name: string;
  model_version?: string;
  forecast_version?: string;
  values: SentForecastValue[];
}

/** A value with its end. */
export type SiteForecastValue = Omit<SentForecastValue, "end_utc" | "period_minutes"> & {
  end_utc: string;
};

/** A run whose site and periods are known. */
export type SiteForecast = Omit<SentForecast, "site_uuid" | "client_site_id" | "values"> & {
  site_uuid: string;
  values: SiteForecastValue[];
};

/** Returns what tells a run from others: its site, its time, its model and its versions. */
export function runKey(run: SiteForecast): string {
  const { site_uuid, timestamp_utc, model_name, model_version } = run;
  const made = milliseconds(timestamp_utc);
  return JSON.stringify([site_uuid, made, model_name, model_version, forecastVersion(run)]);
}

/** Returns the version that a run is stored with. */
export const forecastVersion = ({ forecast_version, model_version }: SiteForecast) =>
  forecast_version ?? model_version ?? "";

/** A run of one site to store. Times are RFC 3339. */
export interface NewForecast {
  site_uuid: string;
  timestamp_utc: string;
  /** When it counts as written; now by default. */
  written_utc?: string;
  forecast_version: string;
  ml_model_uuid: string;
  values: {
    start_utc: string;
    end_utc: string;
    forecast_power_kw: number;
    horizon_minutes: number;
    probabilistic_values: Record<string, number>;
  }[];
}
