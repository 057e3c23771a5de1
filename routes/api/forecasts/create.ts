import { createRoute, z } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { AppError, found } from "../../../domain/errors.ts";
import { forecastsOfSites, siteForecast } from "../../../domain/forecasts/new_forecasts.ts";
import { firstOffender } from "../../../domain/ingestion.ts";
import { generationOfSites, siteGeneration } from "../../../domain/generation/new_generation.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as generation from "../../../sql/generation/generation.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { SignedIn } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/list.ts";

const counts = {
  inserted: z.int(),
  unchanged: z.int().describe("Stored already as they were sent, or sent twice"),
  conflicting: z.int().describe("Left out: something else is stored"),
  first_conflict: z.string().nullable().describe("The first of those by its place, like Row 3"),
};
const stored = z.object(counts).openapi("Stored");
const storedGeneration = z.object({ ...counts, replaced: z.int() }).openapi("StoredGeneration");

const ALL_OR_NONE = "Up to 10 MB. All rows are stored or none; the first that is refused is named.";
const FIRST_STAYS = `${ALL_OR_NONE} What is stored for a period stays, unless replace is true.`;
const RUN_STAYS = `${ALL_OR_NONE} A run is known by site, time, model and versions: sent again, ` +
  "what is new of it is added, and if a value contradicts what is stored, all of it is left out. " +
  "Send what corrects a run with a time or a forecast_version of its own.";

/** A body may be long on its way: the transaction, and its connection, begin when it is here. */
const received = createMiddleware<SignedIn>(async (c, next) => {
  await c.req.text();
  await next();
});

const ofSite = createRoute({
  method: "post",
  middleware: [received, scoped] as const,
  path: "/sites/{site_uuid}/generation",
  summary: "Send what a site produced",
  description: FIRST_STAYS,
  request: { params: siteParams, body: body(siteGeneration) },
  responses: { 201: json(storedGeneration, "What became of the rows"), ...refusals },
});

const ofSites = createRoute({
  method: "post",
  middleware: [received, scoped] as const,
  path: "/generation",
  summary: "Send what several sites produced",
  description: FIRST_STAYS,
  request: { body: body(generationOfSites) },
  responses: { 201: json(storedGeneration, "What became of the rows"), ...refusals },
});

const forSite = createRoute({
  method: "post",
  middleware: [received, scoped] as const,
  path: "/sites/{site_uuid}/forecasts",
  summary: "Send a run of a model for a site",
  description: RUN_STAYS,
  request: { params: siteParams, body: body(siteForecast) },
  responses: { 201: json(stored, "What became of the values"), ...refusals },
});

const forSites = createRoute({
  method: "post",
  middleware: [received, scoped] as const,
  path: "/forecasts",
  summary: "Send runs of models for several sites",
  description: RUN_STAYS,
  request: { body: body(forecastsOfSites) },
  responses: { 201: json(stored, "What became of the values"), ...refusals },
});

/** POST /api/v1/generation, /api/v1/forecasts, and both of one site */
export function ingestRoutes() {
  return router().openapi(ofSite, async (c) => {
    const { site_uuid } = c.req.valid("param");
    found(await sites.find(c.var.sql, site_uuid), "site");
    const { values, replace } = c.req.valid("json");
    const rows = values.map((value) => ({ site_uuid, ...value }));
    return c.json(await generation.add(c.var.sql, rows, { replace }), 201);
  }, refuse).openapi(ofSites, async (c) => {
    const { values, replace } = c.req.valid("json");
    return c.json(await generation.add(c.var.sql, values, { replace }), 201);
  }, refuse).openapi(forSite, async (c) => {
    const { site_uuid } = c.req.valid("param");
    found(await sites.find(c.var.sql, site_uuid), "site");
    const run = { site_uuid, ...c.req.valid("json") };
    return c.json(await forecasts.add(c.var.sql, [run]), 201);
  }, refuse).openapi(forSites, async (c) => {
    return c.json(await forecasts.add(c.var.sql, c.req.valid("json").forecasts), 201);
  }, refuse);
}

/** Names the first wrong row: an answer to a large body must not list each of a hundred thousand. */
function refuse(result: { success: boolean; error?: z.ZodError }): undefined {
  if (result.success) return undefined;
  const offender = firstOffender(result.error!);
  throw new AppError("invalid", offender.message, { fields: [offender] });
}
