import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { time } from "../../../domain/time/time_range.ts";
import * as runs from "../../../sql/forecasts/runs.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { cachedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { conditions } from "./forecast_query.ts";

const utc = z.iso.datetime();

const runJson = z.object({
  forecast_uuid: z.guid(),
  timestamp_utc: utc.describe("When it was made"),
  created_utc: utc.nullable().describe("When it was written; null: not known"),
  forecast_version: z.string(),
  model_name: z.string().nullable(),
  model_version: z.string().nullable(),
});

const listedRun = runJson.extend({
  value_count: z.int(),
  first_utc: utc.describe("Start of its first value"),
  until_utc: utc.describe("End of its last value"),
}).openapi("Run");

const runWithValues = runJson.extend({
  site_uuid: z.guid(),
  values: z.array(z.object({
    start_utc: utc,
    end_utc: utc,
    forecast_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
    p10_kw: z.number().nullable(),
    p90_kw: z.number().nullable(),
    p_levels: z.record(z.string(), z.number()).describe("All quantiles in kW: p10, p90 and so on"),
    horizon_minutes: z.int().nullable(),
  })),
}).openapi("RunWithValues");

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/runs",
  summary: "Runs of a site, the newest first",
  description: "Each with a value from its issue time on. `start` and `end` are issue times.",
  request: {
    params: siteParams,
    query: z.object({
      ...cursorQuery("runs"),
      start: time.optional(),
      end: time.optional(),
      model_name: conditions.model_name,
    }),
  },
  responses: {
    200: json(z.object({ runs: z.array(listedRun), next_cursor: z.guid().nullable() }), "Runs"),
    ...problems,
  },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/runs/{forecast_uuid}",
  summary: "A run with its values, as they were stored",
  description:
    "Neither cut by newer runs nor filled. Values from before its issue time are left out.",
  request: { params: z.object({ forecast_uuid: uuid() }) },
  responses: { 200: json(runWithValues, "The run"), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/runs and /api/v1/runs/{forecast_uuid} */
export const runRoutes = (_: Services, cache: JsonCache) =>
  router()
    .openapi(list, async (c) => {
      const { sql } = c.var;
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const { cursor, start, end, ...query } = c.req.valid("query");
      const after = cursor === undefined ? undefined : await runs.find(sql, cursor);
      if (cursor !== undefined && after?.site_uuid !== site_uuid) throw unknownCursor();
      const range = {
        start: Temporal.Instant.from(start ?? "1900-01-01T00:00:00Z"),
        end: Temporal.Instant.from(end ?? "2100-01-01T00:00:00Z"),
      };
      const rows = await runs.ofSite(sql, site_uuid, { ...query, ...range, after });
      const page = cursorPage(rows, query.limit, "forecast_uuid");
      return c.json({ runs: page.rows, next_cursor: linkNext(c, page.next_cursor) }, 200);
    })
    .openapi(show, async (c) => {
      const { sql } = c.var;
      const { forecast_uuid, site_uuid } = await load(c, "forecast_uuid", runs.find);
      const ofSite = found(await revisions.ofSites(sql, [site_uuid]), "forecast");
      const make = () => runs.withValues(sql, forecast_uuid);
      return await cachedJson(c, cache, ofSite, ["run", forecast_uuid], make);
    });

function unknownCursor(): AppError {
  const message = "The site has no such run: begin again without a cursor.";
  return new AppError("invalid", message, { fields: [{ field: "cursor", message }] });
}
