import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { periodOf, seriesRange } from "../../../domain/time/time_range.ts";
import * as generationJson from "../../../sql/generation/generation_json.ts";
import { beforeSites } from "../../../sql/kit/json_text.ts";
import { cachedJson, type JsonCache, streamedJson } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { daysOf, SITE_DAYS_AT_ONCE, siteDays, someOf, textsOf } from "../json_pieces.ts";
import { manySites, OF_MANY_SITES, sitesMeant } from "../many_sites.ts";
import { json, problems, router, unchanged } from "../router.ts";
import { generationValue } from "./series.ts";

const generations = z.object({
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime(),
  sites: z.array(z.object({ site_uuid: z.guid(), values: z.array(generationValue) })),
}).openapi("Generations");

const summary = "What many sites produced";

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/generation",
  summary,
  description: OF_MANY_SITES +
    "By default 3 days from the midnight of UTC; sites times days may be 4000 at most.",
  request: { query: seriesRange.safeExtend(manySites) },
  responses: { 200: json(generations, summary), ...unchanged, ...problems },
});

/** GET /api/v1/generation */
export const generationRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(route, async (c) => {
    const query = c.req.valid("query");
    const { start, end } = periodOf(query, "UTC", now());
    const meant = await sitesMeant(c.var, query);
    const key = ["generations", `${start}`, `${end}`];
    if (siteDays(meant.sites, start, end) > SITE_DAYS_AT_ONCE) {
      const pieces = someOf(meant.sites, daysOf(start, end)).map((some) => (sql: ScopedSql) =>
        generationJson.rowsOfSites(sql, some, start, end)
      );
      return await streamedJson(c, meant, key, textsOf(c, beforeSites(start, end), pieces));
    }
    const make = () => generationJson.rows(c.var.sql, meant.sites, start, end);
    return await cachedJson(c, cache, meant, key, make);
  });
