import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import type { Viewer } from "../../../domain/account/viewer.ts";
import { ROW_STATUSES, type SessionImport } from "../../../domain/charging/import/import.ts";
import { importPlan } from "../../../domain/charging/import/plan.ts";
import { AppError, found } from "../../../domain/errors.ts";
import * as imports from "../../../sql/charging/imports.ts";
import { decideAsProposed } from "../../charging/imports/choices.ts";
import { receiveSessions } from "../../charging/imports/receive.ts";
import type { Services } from "../../http/context.ts";
import { load, uuid } from "../../http/params.ts";
import { keyedUpload } from "../../middleware/keyed_upload.ts";
import { longScoped, scoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";

const count = z.int().min(0);
const importJson = z.object({
  import_uuid: z.guid(),
  file_name: z.string(),
  format: z.string().nullable().describe("The program that wrote the file, where it is known"),
  state: z.string().describe(
    "columns, places, checking, checked, storing, stored, undone or failed",
  ),
  total: count.describe("Rows of the file"),
  done: count.describe("Rows checked or stored so far"),
  columns: z.array(z.object({ name: z.string(), holds: z.string().nullable() })).describe(
    "What each column holds; null: it is left out",
  ),
  counts: z.object(Object.fromEntries(ROW_STATUSES.map((one) => [one, count]))).nullable().describe(
    "Rows that are new, nearly or exactly as a stored session or an earlier row, or wrong",
  ),
  result: z.object({ added: count, updated: count, skipped: count, failed: count }).nullable(),
  message: z.string().nullable().describe("Why it failed"),
  created_utc: z.string(),
  expires_utc: z.string(),
}).openapi("ChargingImport");

function toJson(file: SessionImport): z.output<typeof importJson> {
  const { header, plan, proposal, ...rest } = file;
  const { columns } = plan ?? proposal;
  const { import_uuid, file_name, format, state, total, done, counts, result, message } = rest;
  const { created_utc, expires_utc } = rest;
  return {
    ...{ import_uuid, file_name, format, state, total, done, counts, result, message },
    ...{ created_utc, expires_utc },
    columns: header.map((name, i) => ({ name, holds: columns[i] || null })),
  };
}

const file = { schema: { type: "string" as const, format: "binary" } };
const { zone, dates, numbers, currency } = importPlan.shape;

const create = createRoute({
  method: "post",
  path: "/charging/imports",
  middleware: keyedUpload,
  summary: "Send a file of charging sessions (CSV or JSON)",
  description:
    "The body is the file itself, at most 10 MB and 50,000 rows. Its columns are read as " +
    "the page proposes, and places become the locations or sites of the same name, or new " +
    "locations. Rows that are stored already, or nearly, are skipped. It is checked, which takes a " +
    "while: GET it until its state is checked, and confirm it.",
  request: {
    query: z.object({
      file_name: z.string().max(200).default("").describe("To know it again"),
      zone: zone.optional().describe("Zone of times without an offset"),
      dates: dates.optional().describe("Which part of a date comes first"),
      numbers: numbers.optional().describe("How numbers are written"),
      currency: currency.optional().describe("Currency of costs whose row names none"),
      confirm: z.enum(["true", "false"], { error: "Write true or false." }).default("false")
        .describe("true: store it once it is checked, without a look at it"),
    }),
    body: {
      required: true,
      content: { "text/csv": file, "application/json": file, "application/octet-stream": file },
    },
  },
  responses: { 201: json(importJson, "The import"), ...refusals },
});

const importParams = z.object({ file_uuid: uuid() });

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/charging/imports/{file_uuid}",
  summary: "A file of charging sessions, and what became of it",
  request: { params: importParams },
  responses: { 200: json(importJson, "The import"), ...problems },
});

const confirm = createRoute({
  method: "post",
  middleware: scoped,
  path: "/charging/imports/{file_uuid}/confirm",
  summary: "Store a file of charging sessions that was checked",
  description: "One that is being checked is stored as soon as that is done. May be sent again.",
  request: { params: importParams },
  responses: { 200: json(importJson, "The import"), ...refusals },
});

const undo = createRoute({
  method: "post",
  middleware: longScoped,
  path: "/charging/imports/{file_uuid}/undo",
  summary: "Take back what a file of charging sessions brought",
  request: { params: importParams },
  responses: {
    200: json(z.object({ removed: count, restored: count, kept: count }), "What was taken back"),
    ...refusals,
  },
});

/** POST /api/v1/charging/imports; GET one, POST its confirm and undo. */
export const chargingImportRoutes = ({ jobAdded }: Pick<Services, "jobAdded">) =>
  router()
    .openapi(create, async (c) => {
      const { file_name, confirm, ...chosen } = c.req.valid("query");
      if (/^multipart/i.test(c.req.header("content-type") ?? "")) {
        throw new AppError("invalid", "Send the file itself as the body, as text/csv.");
      }
      const file = { fileName: file_name, bytes: c.var.streamBody() };
      const response = await receiveSessions(c, file, async (sql, importUuid) => {
        const wanted = { chosen, isConfirmed: confirm === "true" };
        const made = await begin(sql, importUuid, c.var.viewer, wanted);
        const response = c.json(toJson(made), 201);
        await c.var.keepResponse?.(sql, response);
        return response;
      });
      jobAdded();
      return response;
    })
    .openapi(show, async (c) => c.json(toJson(await load(c, "file_uuid", imports.find)), 200))
    .openapi(confirm, async (c) => {
      const { import_uuid } = await load(c, "file_uuid", imports.find);
      if (!await imports.confirm(c.var.sql, import_uuid, c.var.viewer)) {
        throw new AppError("conflict", "This file cannot be stored now.");
      }
      jobAdded();
      return c.json(toJson(await load(c, "file_uuid", imports.find)), 200);
    })
    .openapi(undo, async (c) => {
      const { file_uuid } = c.req.valid("param");
      return c.json(await imports.undo(c.var.sql, file_uuid), 200);
    });

interface Beginning {
  chosen: Record<string, string | undefined>;
  isConfirmed: boolean;
}

/** Lets a file be checked as it is proposed. Throws "invalid" for one with open questions. */
async function begin(
  sql: ScopedSql,
  importUuid: string,
  viewer: Viewer,
  { chosen, isConfirmed }: Beginning,
): Promise<SessionImport> {
  const made = found(await imports.find(sql, importUuid), "import");
  const fields = await decideAsProposed(sql, made, chosen);
  if (fields.length > 0) {
    throw new AppError("invalid", "This file cannot be read without a choice.", { fields });
  }
  if (isConfirmed) await imports.confirm(sql, importUuid, viewer);
  return found(await imports.find(sql, importUuid), "import");
}
