import { createRoute, z } from "@hono/zod-openapi";
import { changesOf, type HistoryEntry } from "../../../domain/sites/site_history.ts";
import { OUTAGE_KINDS } from "../../../domain/sites/outage.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as siteHistory from "../../../sql/sites/site_history.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const PAGE = 100;

const entryJson = z.object({
  created_utc: z.string().nullable(),
  operation: z.string()
    .describe("INSERT, UPDATE or DELETE of the site; BATCH or UNDO of its data; OUTAGE"),
  who: z.enum(["own", "admin", "other"]).nullable()
    .describe("Who made the change: your group, an admin, another group; null: unknown"),
  email: z.string().nullable().describe("Of your own group's users; admins read everybody's"),
  through: z.string().nullable().describe("form, api or task; null: straight into the database"),
  database_role: z.string().nullable(),
  batch: z.object({
    batch_id: z.int(),
    kind: z.string(),
    inserted: z.int(),
    replaced: z.int(),
    deleted: z.int(),
    runs: z.int(),
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime(),
  }).nullable().describe("What was sent or undone; null for changes of the site"),
  outage: z.object({
    outage_uuid: z.string(),
    operation: z.enum(["marked", "changed", "removed", "put back"]),
    kind: z.enum(OUTAGE_KINDS),
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime().nullable(),
  }).nullable().describe("An outage or curtailment as the change left it; else null"),
  changes: z.array(z.object({ column: z.string(), before: z.unknown(), after: z.unknown() })),
}).openapi("SiteChange");

const history = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/history",
  summary: "Changes of a site, newest first",
  request: {
    params: siteParams,
    query: z.object({
      page: z.string().regex(/^[1-9]\d{0,4}$/, { error: "Ask for a page from 1 on." })
        .default("1").transform(Number),
    }),
  },
  responses: {
    200: json(
      z.object({ history: z.array(entryJson), next_page: z.int().nullable() }),
      "A page of 100 changes",
    ),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/history; admins can still read it after the site was deleted. */
export const siteHistoryRoutes = () =>
  router().openapi(history, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const { page } = c.req.valid("query");
    const limits = { limit: PAGE, offset: (page - 1) * PAGE };
    const { rows, hasNext } = pageOf(await siteHistory.list(c.var.sql, site_uuid, limits), PAGE);
    if (rows.length === 0) await load(c, "site_uuid", sites.find);
    const next_page = linkNext(c, hasNext ? page + 1 : null, "page");
    return c.json({ history: rows.map(toJson), next_page }, 200);
  });

function toJson(entry: HistoryEntry): z.output<typeof entryJson> {
  const { created_utc, operation_type, who, email, changed_through, database_role } = entry;
  return {
    created_utc,
    operation: operation_type,
    who,
    email,
    through: changed_through,
    database_role,
    batch: entry.batch,
    outage: entry.outage,
    changes: changesOf(entry),
  };
}
