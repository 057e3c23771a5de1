import { z } from "zod";
import { type Fault, MORE_NAMES } from "../unknown_names.ts";
import { kw, rows, time } from "../ingestion.ts";
import { oneEnd, oneSite, periodFields, siteFields } from "../sent_row.ts";
import { isLevelName, LEVEL_NAMES } from "./p_levels.ts";
import type { SentForecast } from "./sent_forecast.ts";

/** P-levels other than P10 and P90 are no fields of their own: few values have them, none all 99. */
const forecastValue = z.looseObject({
  ...periodFields,
  forecast_power_kw: kw(),
  p10_kw: kw().nullish(),
  p90_kw: kw().nullish(),
  horizon_minutes: z.int32({ error: "Give whole minutes." }).nullish(),
}).check(oneEnd, levelsAreNumbers).register(MORE_NAMES, { names: LEVEL_NAMES });

const level = kw().nullish();

function levelsAreNumbers({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void {
  for (const name in value) {
    if (!isLevelName(name)) continue;
    const { error } = level.safeParse(value[name]);
    for (const issue of error?.issues ?? []) {
      issues.push({ code: "custom", input: value, path: [name], message: issue.message });
    }
  }
}

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
  runs: Iterable<Pick<SentForecast, "model_name" | "model_version">>,
): Fault | undefined {
  const models = new Set<string>();
  for (const run of runs) models.add(JSON.stringify([run.model_name, run.model_version]));
  if (models.size <= MOST_MODELS) return undefined;
  return { path: ["forecasts"], message: `Send runs of at most ${MOST_MODELS} models at once.` };
}

/** Runs for any of the caller's sites. */
export const forecastsOfSites = z.object({
  forecasts: rows(siteForecast.extend(siteFields).check(oneSite), "forecasts"),
});
