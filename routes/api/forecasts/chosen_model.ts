import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import {
  type ChosenModel,
  type ModelOfSite,
  reasonOf,
  REASONS_TO_CHOOSE,
  whyNotShown,
} from "../../../domain/forecasts/chosen_model.ts";
import * as blendFits from "../../../sql/forecasts/blend_fits.ts";
import * as chosenModels from "../../../sql/forecasts/chosen_models.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

const model = z.object({
  model_name: z.string().nullable().describe("null: runs whose model is not known"),
  newest_run_utc: z.iso.datetime().describe("When its newest run was made"),
  median_interval_minutes: z.number().nullable().describe("Of its last 20 runs; null: one run"),
  runs_in_7_days: z.int(),
  is_fresh: z.boolean().describe(
    "Its newest run is at most 1.5 times the median interval old, at least 6 and at most 36 hours",
  ),
  is_shown: z.boolean(),
  why_not_shown: z.string().nullable(),
});

const kw = z.number().nullable();

const blend = z.object({
  first_model: z.string().nullable().describe("Null: no two models have enough days in common"),
  second_model: z.string().nullable(),
  weights: z.array(z.number()).describe(
    "Share of the first model for leads of up to 1, 2, 4, 8, 16, 24 and 48 hours",
  ),
  days: z.int().describe("UTC days that both forecast and that were measured"),
  held_out_days: z.int().describe(
    "The newest of them, for which the tried weights were not fitted",
  ),
  blend_kw: kw.describe("Mean pinball loss of the blend on these days"),
  first_kw: kw.describe("The same of the first model"),
  second_kw: kw,
  is_offered: z.boolean().describe("Better than both by more than chance: runs are made"),
}).nullable().describe("What was found when its two best models were blended; null: not tried");

const body = z.object({
  site_uuid: z.guid(),
  model_name: z.string().nullable(),
  since_utc: z.iso.datetime().nullable()
    .describe(
      "When it was chosen; null: no choice is kept yet, and it is the choice of this moment",
    ),
  why: z.enum(REASONS_TO_CHOOSE),
  reason: z.string(),
  models: z.array(model).describe("Every model with runs for the site, the newest run first"),
  blend,
}).openapi("ChosenModel");

const chosenModel = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/chosen-model",
  summary: "Which model a site shows, and why no other",
  description:
    "The assigned model; else, of the fresh models of others, the one chosen before, else the one " +
    "with the most runs in 7 days, then by name; else the service's own: that from weather while " +
    "it is fresh and its weather was issued at most 36 hours ago, else the baseline. It is chosen " +
    "each quarter hour and when a model is assigned. A model is its name, whatever its version.",
  request: { params: siteParams },
  responses: { 200: json(body, "The choice, and what it was made from"), ...problems },
});

/** GET /api/v1/sites/{site_uuid}/chosen-model */
export const chosenModelRoutes = ({ now }: Services) =>
  router().openapi(chosenModel, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const chosen = found(await chosenModels.ofSite(c.var.sql, site_uuid, now()), "site");
    const models = await chosenModels.modelsOfSite(c.var.sql, site_uuid, now());
    return c.json({
      site_uuid,
      model_name: chosen.model_name,
      since_utc: chosen.from_utc,
      why: chosen.why,
      reason: reasonOf(chosen),
      models: models.map((model) => toJson(model, chosen)),
      blend: await blendFits.find(c.var.sql, site_uuid) ?? null,
    }, 200);
  });

function toJson(model: ModelOfSite, chosen: ChosenModel): z.output<typeof body>["models"][number] {
  const why_not_shown = whyNotShown(model, chosen);
  return { ...model, is_shown: why_not_shown === null, why_not_shown };
}
