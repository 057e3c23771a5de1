import { z } from "@hono/zod-openapi";
import {
  type Accuracy,
  type AccuracyPeriod,
  accuracyPeriod,
  LIGHTS,
} from "../../../domain/accuracy/accuracy.ts";
import { AppError } from "../../../domain/errors.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import type { AccuracyQuery } from "./query.ts";

const share = z.number().nullable();

const accuracyJson = z.object({
  model_name: z.string().nullable().describe("Null: values without a model"),
  horizon_hours: z.int().describe("About how long before the start of its period it was made"),
  pairs: z.int().describe("Forecast values with a measured mean power of their period"),
  mae_kw: z.number().nullable(),
  rmse_kw: z.number().nullable(),
  bias_kw: z.number().nullable().describe("Forecast minus measured"),
  mae_share: share.describe("Of the capacity; null where no site has one"),
  rmse_share: share,
  bias_share: share,
  pinball_kw: z.number().nullable().describe(
    "Mean pinball loss over the P-levels that each value has (P10, P90 and others; the forecast " +
      "power counts as P50 where there is none); of a model without levels half the MAE",
  ),
  crps_kw: z.number().nullable().describe(
    "Continuous ranked probability score: twice the integral of the pinball loss over all levels, " +
      "linear between those of a value and flat beyond; without levels it is the MAE. Null where " +
      "the days were counted before there were scores",
  ),
  pinball_share: share,
  crps_share: share,
  band_pairs: z.int().describe("Pairs with a P10 and a P90"),
  inside_share: share.describe("Share of these with the measured power from P10 to P90"),
  skill: z.number().nullable()
    .describe("1 - MAE / MAE of the baseline, over the periods that both have at this horizon"),
  baseline_mae_kw: z.number().nullable().describe("That MAE of the baseline"),
}).openapi("Accuracy");

/** Accuracy over a period, in JSON. */
export const accuracies = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  light: z.enum(LIGHTS),
  baseline: z.string().describe("Name of the model that skill compares with"),
  accuracy: z.array(accuracyJson),
}).openapi("Accuracies");

/** What both routes of accuracy have in common. */
export const description =
  "By model and horizon, over UTC days, both included; by default the last 30 " +
  "complete ones. Days are counted in the night after them.";

/** Returns the days of a query string. Throws "invalid" with the fields that are. */
export function daysOf(query: AccuracyQuery, now: Temporal.Instant): AccuracyPeriod {
  const { data, fields } = accuracyPeriod(query, now);
  if (!data) throw new AppError("invalid", "Some parameters are not valid.", { fields });
  return data;
}

/** Returns the JSON of an accuracy. */
export function toJson(
  { light }: AccuracyQuery,
  { from, to }: AccuracyPeriod,
  accuracy: Accuracy[],
): z.output<typeof accuracies> {
  const days = { from: from.toString(), to: to.toString() };
  return { ...days, light, baseline: BASELINE_MODEL.name, accuracy };
}
