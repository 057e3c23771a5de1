import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as imports from "../../../sql/imports/imports.ts";
import type { SignedIn } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { leftOutCsv, leftOutJson } from "../../imports/left_out_file.ts";
import { inScope } from "../../middleware/scope.ts";
import { format, jsonOrCsv, wantsCsv } from "../csv_format.ts";
import { problems, router } from "../router.ts";
import { importParams } from "./import_json.ts";

const leftOut = createRoute({
  method: "get",
  path: "/imports/{import_uuid}/left-out",
  summary: "Lines of a file that bring no value, and why",
  description: "As JSON, or with format=csv or the header Accept: text/csv as CSV. Kept 30 days " +
    "after the file was stored.",
  request: {
    params: importParams,
    query: z.object({
      format,
    }),
  },
  responses: {
    200: jsonOrCsv(
      z.object({
        lines: z.array(z.object({
          line: z.int().describe("Of the file as it was sent, from 1"),
          reason: z.string(),
          message: z.string(),
          cells: z.array(z.string()).describe("Those that were read, no others"),
        })),
      }),
      "The lines in the order of the file; last those that contradict what is stored",
    ),
    ...problems,
  },
});

/** GET /api/v1/imports/{import_uuid}/left-out */
export const leftOutRoutes = () =>
  router().openapi(leftOut, async (c) => {
    const { import_uuid } = await inScope(
      c,
      (sql) => load({ req: c.req, var: { sql } }, "import_uuid", imports.find),
    );
    const write = wantsCsv(c, c.req.valid("query").format) ? leftOutCsv : leftOutJson;
    // Streamed: the type of a route's response knows bodies in JSON alone.
    return write(c as Context<SignedIn>, import_uuid) as never;
  });
