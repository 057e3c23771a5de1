import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError, found } from "../../../domain/errors.ts";
import { sitesCsv } from "../../../domain/sites/bulk/write_csv.ts";
import { newSite } from "../../../domain/sites/site_input.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import type { PartAfter, UnorderedListing } from "../../../sql/forecasts/list_after.ts";
import * as listedSites from "../../../sql/forecasts/listed_sites.ts";
import * as listedTexts from "../../../sql/forecasts/listed_texts.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { csvHeaders } from "../../http/csv.ts";
import { scoped } from "../../middleware/scope.ts";
import { wantsCsv } from "../csv_format.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { hashedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Scoped, Services } from "../../http/context.ts";
import { newDayCache } from "../../sites/day_cache.ts";
import { energiesOf, listedEnergy } from "./listed_energies.ts";
import { siteQuery } from "./list_query.ts";
import { siteJson, siteToJson } from "./site_json.ts";

const listed = z.object({
  sites: z.array(
    z.object({ ...siteJson.shape, energies: listedEnergy.optional() }).openapi("ListedSite"),
  ),
  next_cursor: z.guid().nullable(),
});

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites",
  summary: "Sites of your group",
  description: "By default the active ones. A site is listed when it meets all of the filters.",
  request: { query: siteQuery },
  responses: {
    200: {
      description: "A page of sites in the order of their UUIDs; as CSV all of them",
      content: {
        "application/json": { schema: listed },
        "text/csv": { schema: z.string() },
      },
    },
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites",
  summary: "Add a site to your group",
  request: { body: body(newSite) },
  responses: { 201: json(siteJson, "The new site"), ...refusals },
});

/** GET and POST /api/v1/sites */
export function siteListRoutes({ now }: Services, cache: JsonCache) {
  const days = newDayCache();
  return router()
    .openapi(list, async (c) => {
      const { limit, cursor, energies, sort, format, ...filter } = c.req.valid("query");
      const listing = { filter, order: sort, now: now() };
      if (wantsCsv(c, format)) {
        refusePages(c);
        const all = await listedSites.listAll(c.var.sql, listing);
        return c.body(sitesCsv(all), 200, csvHeaders("sites.csv"));
      }
      const part = { limit, after: cursor };
      if (energies === "false") return await respondWithText(c, cache, listing, part);
      const rows = await listedSites.listAfter(c.var.sql, listing, part);
      if (!rows) throw unknownCursor();
      const { rows: found, next_cursor } = cursorPage(rows, limit, "site_uuid");
      linkNext(c, next_cursor);
      const known = await energiesOf(c.var.sql, found, now(), days);
      const sites = found.map((site, at) => ({ ...siteToJson(site), energies: known[at] }));
      return c.json({ sites, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const siteUuid = await sites.create(c.var.sql, c.req.valid("json"));
      return c.json(siteToJson(found(await sites.find(c.var.sql, siteUuid), "site")), 201);
    });
}

/** Responds with sites alone: PostgreSQL makes their JSON, as objects of them take longer. */
async function respondWithText(
  c: Context<Scoped>,
  cache: JsonCache,
  ...[listing, part]: [UnorderedListing, PartAfter]
) {
  return await hashedJson(c, cache, async (knownHash) => {
    const page = await listedTexts.listTextAfter(c.var.sql, listing, { ...part, knownHash });
    if (!page) throw unknownCursor();
    linkNext(c, page.next_cursor);
    return page;
  });
}

/** A file that is sent back must not lack sites unnoticed. */
function refusePages(c: Context): void {
  const [field] = ["limit", "cursor", "energies"].filter((name) => c.req.query(name) !== undefined);
  if (field === undefined) return;
  const message = `CSV has all sites at once: leave out ${field}.`;
  throw new AppError("invalid", message, { fields: [{ field, message }] });
}

function unknownCursor(): AppError {
  const message = "Your group has no such site: begin again without a cursor.";
  return new AppError("invalid", message, { fields: [{ field: "cursor", message }] });
}
