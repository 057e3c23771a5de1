import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { decodeCsv } from "../../../domain/csv_bytes.ts";
import type { PlannedSite } from "../../../domain/sites/bulk/site_plan.ts";
import { changedColumns } from "../../../domain/sites/bulk/changed_columns.ts";
import { readSitesCsv } from "../../../domain/sites/bulk/read_csv.ts";
import { readSitesJson, siteOfList } from "../../../domain/sites/bulk/read_json.ts";
import { refusalOfRows } from "../../../domain/sites/bulk/refusal.ts";
import * as bulk from "../../../sql/sites/bulk.ts";
import { scoped } from "../../middleware/scope.ts";
import { describeBodies, jsonBody, onInvalid } from "../ingestion.ts";
import { json, refusals, router } from "../router.ts";

const flag = (name: string) =>
  z.enum(["true", "false"], { error: `${name} is true or false.` }).default("false")
    .transform((text) => text === "true");

const bulkQuery = onInvalid.extend({
  dry_run: flag("dry_run").describe(
    "true: nothing is stored, and errors are listed with status 200",
  ),
  anyway: flag("anyway").describe(
    "true: adds sites within 50 m of another one, or with the same client's number, too",
  ),
});

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const storedSites = z.object({
  dry_run: z.boolean(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int().describe("They say what is stored: no version and no history comes of it"),
  refused: z.int().describe("Rows with errors"),
  sites: z.array(z.object({
    row: z.int().describe("From 1; in a CSV file the header is row 1"),
    outcome: z.enum(["new", "changed", "unchanged"]),
    site_uuid: z.guid().nullable().describe("null: a new site of a dry run"),
    changes: z.array(z.object({ column: z.string(), before: value, after: value })),
  })),
  errors: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })),
}).openapi("StoredSites");

const listSchema = { $ref: "#/components/schemas/SiteList" };
const route = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/bulk",
  operationId: "addSites",
  summary: "Add and change many sites",
  description:
    "Takes JSON, or the CSV that `GET /sites?format=csv` returns, with up to 5,000 sites. " +
    "Rows with a site_uuid change that site, where they differ from it; others are new sites. All " +
    "rows are stored or none, and all errors are listed, by row and column. With " +
    "on_invalid=skip the rows without errors are stored.",
  request: {
    query: bulkQuery,
    body: {
      required: true,
      content: {
        "application/json": { schema: listSchema },
        "text/csv": { schema: { type: "string" } },
      },
    },
  },
  responses: { 200: json(storedSites, "What became of the rows"), ...refusals },
});

/** POST /api/v1/sites/bulk */
export const bulkSiteRoutes = () =>
  describeBodies(router(), { SiteList: z.object({ sites: z.array(siteOfList) }) })
    .openapi(route, async (c) => {
      const { dry_run, anyway, on_invalid } = c.req.valid("query");
      const isCsv = /\bcsv\b/i.test(c.req.header("content-type") ?? "");
      const sent = isCsv ? readSitesCsv(await csvOf(c)) : readSitesJson(await jsonBody(c));
      const { planned, faults } = await bulk.plan(c.var.sql, sent, { anyway, mayEmpty: !isCsv });
      if (!dry_run && faults.length > 0 && (on_invalid === "refuse" || planned.length === 0)) {
        throw refusalOfRows(faults, { isCsv });
      }
      const made = dry_run ? new Map<number, string>() : await bulk.store(c.var.sql, planned);
      const counts = Object.fromEntries(
        ["new", "changed", "unchanged"].map((outcome) => [
          outcome,
          planned.filter((site) => site.outcome === outcome).length,
        ]),
      ) as Record<"new" | "changed" | "unchanged", number>;
      return c.json({
        dry_run,
        ...counts,
        refused: new Set(faults.map(({ row }) => row)).size,
        sites: planned.map((site) => siteToJson(site, made)),
        errors: faults.map(({ row, column, message }) => ({ row, column, message })),
      }, 200);
    });

const csvOf = async (c: Context) => decodeCsv(await c.req.arrayBuffer());

function siteToJson(site: PlannedSite, made: Map<number, string>) {
  const { row, outcome } = site;
  const site_uuid = site.outcome === "new" ? made.get(row) ?? null : site.before.site_uuid;
  const changes = site.outcome === "changed" ? changedColumns(site) : [];
  return { row, outcome, site_uuid, changes };
}
