import { createRoute, z } from "@hono/zod-openapi";
import { acceptsCsv } from "../../http/csv.ts";
import type { Services } from "../../http/context.ts";
import { exported, exportQuery, exportQuestion } from "../../exports/export_query.ts";
import { respondWithExport } from "../../exports/export_response.ts";
import { problems, router } from "../router.ts";

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rows = z.object({ rows: z.array(z.record(z.string(), cell)) }).openapi("ExportedRows");

/** What a response of an export may be. */
export const exportedFile = {
  description: "The file, as a stream: it is whole if the transfer ends in order",
  content: {
    "text/csv": { schema: z.string() },
    "application/json": { schema: rows },
  },
};

const read = createRoute({
  method: "get",
  path: "/exports/{what}",
  summary: "Data of many sites as CSV or JSON",
  description:
    "JSON, unless the Accept header is text/csv or `format` says otherwise. Sites are in the order " +
    "of their UUIDs, their rows in that of time. What is read is that of the " +
    "moment at which its part of the file is sent. Texts that a spreadsheet would take for a formula " +
    "have an apostrophe before them.",
  request: { params: z.object({ what: exported }), query: exportQuery },
  responses: { 200: exportedFile, ...problems },
});

/** GET /api/v1/exports/{what} */
export const exportRoutes = ({ now }: Services) =>
  router().openapi(read, async (c) => {
    const query = c.req.valid("query");
    const format = query.format ?? (acceptsCsv(c) ? "csv" : "json");
    const question = exportQuestion(c.req.valid("param").what, { ...query, format }, now());
    return await respondWithExport(c, question, c.var);
  });
