import { createRoute, z } from "@hono/zod-openapi";
import { questionKey } from "../../../domain/forecasts/forecast_question.ts";
import { time } from "../../../domain/time/time_range.ts";
import * as snapshot from "../../../sql/forecasts/snapshot.ts";
import { cachedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { manySites, OF_MANY_SITES, sitesMeant } from "../many_sites.ts";
import { json, problems, router, unchanged } from "../router.ts";
import { CLOCK_HAS_HOURS, conditions, ONE_CLOCK } from "./forecast_query.ts";

const period = { start_utc: z.iso.datetime(), end_utc: z.iso.datetime() };

const snapshotJson = z.object({
  at_utc: z.iso.datetime(),
  sites: z.array(z.object({
    site_uuid: z.guid(),
    client_site_name: z.string().nullable(),
    asset_type: z.enum(["pv", "wind"]),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    capacity_kw: z.number().nullable(),
    forecast: z.object({
      ...period,
      forecast_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
      p10_kw: z.number().nullable(),
      p90_kw: z.number().nullable(),
      p_levels: z.record(z.string(), z.number())
        .describe("All quantiles in kW: p10, p90 and so on"),
      timestamp_utc: z.iso.datetime().describe("When the run behind this value was made"),
      model_name: z.string().nullable(),
    }).nullable().describe("For the period that the time is in; null: there is none"),
    generation: z.object({ ...period, generation_power_kw: z.number() }).nullable()
      .describe("The newest period that had begun, and ended at most an hour before; null: none"),
  })),
}).openapi("Snapshot");

const summary = "Many sites at one time: forecast and generation, for maps";

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/snapshot",
  summary,
  description: OF_MANY_SITES +
    "The forecast is the newest made at or before its time, or with conditions the newest that " +
    "meets them.",
  request: {
    query: z.object({
      at: time.optional().describe("By default the current minute"),
      ...manySites,
      ...conditions,
    }).refine(...CLOCK_HAS_HOURS).refine(...ONE_CLOCK),
  },
  responses: { 200: json(snapshotJson, summary), ...unchanged, ...problems },
});

/** GET /api/v1/snapshot */
export const snapshotRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(route, async (c) => {
    const { at, ...query } = c.req.valid("query");
    const moment = at === undefined
      ? now().round({ smallestUnit: "minute", roundingMode: "floor" })
      : Temporal.Instant.from(at).round({ smallestUnit: "microsecond", roundingMode: "floor" });
    const meant = await sitesMeant(c.var, query);
    const make = () => snapshot.at(c.var.sql, meant.sites, moment, query);
    return await cachedJson(c, cache, meant, ["snapshot", `${moment}`, questionKey(query)], make);
  });
