import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { readingName } from "../../../domain/imports/decision.ts";
import { FILE_KINDS } from "../../../domain/imports/reading.ts";
import * as imports from "../../../sql/imports/imports.ts";
import { uuid } from "../../http/params.ts";
import { receiveFile, refuseReaders } from "../../imports/receive_file.ts";
import { keyedUpload } from "../../middleware/keyed_upload.ts";
import { json, refusals, router } from "../router.ts";
import { conflicts, importJson, toJson } from "./import_json.ts";

const file = { schema: { type: "string" as const, format: "binary" } };

const create = createRoute({
  method: "post",
  path: "/imports",
  middleware: keyedUpload,
  summary: "Send a file of measurements or forecasts (CSV)",
  description: "The body is the file itself, at most 200 MB as sent and unpacked (gzip, or a zip " +
    "with one file in it), with at most 2,000,000 rows. The response says how it is read; with " +
    "questions, decide them with PATCH. It is then checked, which takes a while: GET it until its " +
    "state is checked, look at its preview, and confirm it. Nothing is stored before. A file that " +
    "is not confirmed is deleted after 24 hours.",
  request: {
    query: z.object({
      site_uuid: uuid().optional().describe("The site of the whole file"),
      file_name: z.string().max(200).default("").describe("To know it again"),
      kind: z.enum(FILE_KINDS, { error: "Write generation or forecasts." }).optional()
        .describe("What the file holds; without it, its columns tell"),
      reading: readingName.optional().describe("Read it by the remembered reading of this name"),
      remember: readingName.optional().describe("Remember its reading under this name"),
      conflicts,
      confirm: z.enum(["true", "false"], { error: "Write true or false." }).default("false")
        .describe("true: store it when nothing is to be decided, without a look at the preview"),
    }),
    body: {
      required: true,
      content: {
        "text/csv": file,
        "application/gzip": file,
        "application/zip": file,
        "application/octet-stream": file,
      },
    },
  },
  responses: { 201: json(importJson, "The import"), ...refusals },
});

/** POST /api/v1/imports */
export const newImportRoutes = () =>
  router().openapi(create, async (c) => {
    const { site_uuid, file_name, kind, reading, ...query } = c.req.valid("query");
    refuseReaders(c.var.viewer);
    if (/^(multipart|application\/json)/i.test(c.req.header("content-type") ?? "")) {
      throw new AppError("invalid", "Send the file itself as the body, as text/csv.");
    }
    const file = {
      fileName: file_name,
      siteUuid: site_uuid ?? null,
      kind,
      reading,
      readingName: query.remember ?? null,
      isConfirmed: query.confirm === "true",
      replaces: query.conflicts === "replace",
      bytes: c.var.streamBody(),
    };
    const { made, response } = await receiveFile(c, file, async (sql, importUuid) => {
      const made = found(await imports.find(sql, importUuid), "import");
      const response = c.json(toJson(made), 201);
      if (made.state !== "failed") await c.var.keepResponse?.(sql, response);
      return { made, response };
    });
    if (made.state === "failed") throw new AppError("invalid", made.message!);
    return response;
  });
