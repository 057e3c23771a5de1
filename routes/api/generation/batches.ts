import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import type { Batch } from "../../../domain/generation/batch.ts";
import * as batches from "../../../sql/generation/batches.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import type { Services } from "../../http/context.ts";
import { cursorQuery } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, refusals, router } from "../router.ts";

const numbers = {
  inserted: z.int().describe("Measurements or forecast values that were new"),
  replaced: z.int(),
  deleted: z.int(),
  runs: z.int().describe("Runs that were sent or withdrawn"),
  start_utc: z.iso.datetime().describe("Start of the first period that it touched"),
  end_utc: z.iso.datetime().describe("End of the last period that it touched"),
};

export const undoneJson = z.object({
  state: z.enum(["undoing", "undone"]).describe(
    "undoing: it has more than 10,000 rows and is undone from now on; GET its batch until it is undone",
  ),
  removed: z.int().describe("Measurements and runs that were taken away"),
  restored: z.int().describe("Measurements that were put back"),
  changed: z.int().describe("What has changed since the batch, and stays"),
  changes: z.array(z.object({
    site_uuid: z.guid(),
    start_utc: z.iso.datetime().optional(),
    end_utc: z.iso.datetime().optional(),
    forecast_uuid: z.guid().optional(),
    reason: z.string(),
  })).describe("The first 100 of those"),
}).openapi("UndoneBatch");

const batchJson = z.object({
  batch_id: z.int(),
  created_utc: z.iso.datetime(),
  changed_utc: z.iso.datetime().describe("When something was last added to it"),
  kind: z.enum(["sent", "corrected", "deleted", "forecasts", "withdrawn"]),
  door: z.string().describe("form, api, task or import"),
  actor: z.string().nullable().describe("E-mail address of the user at the time"),
  is_own: z.boolean().describe("Whether your group brought it; admins read those of all groups"),
  ...numbers,
  sites: z.array(z.object({ site_uuid: z.guid(), ...numbers })),
  undone_utc: z.iso.datetime().nullable(),
  undone_by: z.string().nullable(),
  undone_rows: z.int().describe("Measurements and runs taken away or put back by undoing"),
  undo: undoneJson.nullable().describe("How far it is undone, of a batch of more than 10,000 rows"),
}).openapi("Batch");

const id = z.string().regex(/^\d{1,15}$|^\d{16}$/, { error: "Not a number of a batch." });
const batchParams = z.object({ batch_id: id });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/batches",
  summary: "What your group brought or took away, newest first",
  request: { query: z.object({ ...cursorQuery("batches"), cursor: id.optional() }) },
  responses: {
    200: json(
      z.object({ batches: z.array(batchJson), next_cursor: z.string().nullable() }),
      "A page of batches",
    ),
    ...problems,
  },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/batches/{batch_id}",
  summary: "A batch",
  request: { params: batchParams },
  responses: { 200: json(batchJson, "The batch"), ...problems },
});

const undo = createRoute({
  method: "post",
  middleware: scoped,
  path: "/batches/{batch_id}/undo",
  summary: "Undo a batch",
  description:
    "Takes away what is as the batch left it, and puts back what it replaced or deleted " +
    "in the last 30 days. What has changed since stays and is listed. May be sent again. A batch of " +
    "more than 10,000 rows is undone in steps after this.",
  request: { params: batchParams },
  responses: { 200: json(undoneJson, "What was undone"), ...refusals },
});

/** GET /api/v1/batches and /api/v1/batches/{batch_id}, POST /api/v1/batches/{batch_id}/undo */
export const batchRoutes = ({ jobAdded }: Pick<Services, "jobAdded">) =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const listed = await batches.list(c.var.sql, { limit: limit + 1, olderThan: cursor });
      const { rows, hasNext } = pageOf(listed, limit);
      const next_cursor = linkNext(c, hasNext ? String(rows.at(-1)!.batch_id) : null);
      return c.json({ batches: rows.map(toJson), next_cursor }, 200);
    })
    .openapi(show, async (c) => {
      const { batch_id } = c.req.valid("param");
      return c.json(toJson(found(await batches.find(c.var.sql, batch_id), "batch")), 200);
    })
    .openapi(undo, async (c) => {
      const { batch_id } = c.req.valid("param");
      const undone = await batches.undo(c.var.sql, batch_id);
      jobAdded();
      return c.json(undone, 200);
    });

function toJson({ first_utc, last_utc, ...batch }: Batch): z.output<typeof batchJson> {
  return { ...batch, start_utc: first_utc, end_utc: last_utc };
}
