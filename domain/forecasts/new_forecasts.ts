import { z } from "zod";
import type { Fault } from "../unknown_names.ts";
import { kw, rows, siteUuid, time } from "../ingestion.ts";

const forecastValue = z.object({
  start_utc: time(),
  end_utc: time(),
  forecast_power_kw: kw(),
  p10_kw: kw().nullish(),
  p90_kw: kw().nullish(),
  horizon_minutes: z.int32({ error: "Give whole minutes." }).nullish(),
});

const name = (what: string, most: number) =>
  z.string({ error: `Give ${what}.` }).trim().min(1, { error: `Give ${what}.` })
    .max(most, { error: `Use at most ${most} characters.` })
    .refine((text) => !text.includes("\0"), { error: "The name contains an invalid character." });

/** One run of a model for one site. */
export const siteForecast = z.object({
  timestamp_utc: time(),
  model_name: name("the name of the model", 255),
  model_version: name("the model's version", 32).optional(),
  forecast_version: name("the forecast's version", 32).optional(),
  values: rows(forecastValue, "values"),
});

/** Models that one request may create: a script with a wrong name must not create thousands. */
const MOST_MODELS = 20;

/** Returns the fault of runs of too many models, if they are. */
export function tooManyModels(
  runs: readonly Pick<z.output<typeof siteForecast>, "model_name" | "model_version">[],
): Fault | undefined {
  const models = new Set(runs.map((run) => JSON.stringify([run.model_name, run.model_version])));
  if (models.size <= MOST_MODELS) return undefined;
  return { path: ["forecasts"], message: `Send runs of at most ${MOST_MODELS} models at once.` };
}

/** Runs for any of the caller's sites. */
export const forecastsOfSites = z.object({
  forecasts: rows(siteForecast.extend({ site_uuid: siteUuid }), "forecasts"),
});

export type SiteForecast = z.output<typeof siteForecast> & { site_uuid: string };

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
    probabilistic_values: { p10: number; p90: number };
  }[];
}
