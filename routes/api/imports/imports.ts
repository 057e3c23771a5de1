import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { importChanges, readingName } from "../../../domain/imports/decision.ts";
import * as imports from "../../../sql/imports/imports.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import { decideImport } from "../../imports/decide_import.ts";
import { refuseKind } from "../../imports/token_kinds.ts";
import { cursorQuery, load } from "../../http/params.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { undoneJson } from "../generation/batches.ts";
import { linkNext } from "../next_page.ts";
import { body, describeFields, json, problems, refusals, unchanged } from "../router.ts";
import { readingRoutes } from "./readings.ts";
import { conflicts, importJson, importParams, toJson } from "./import_json.ts";

describeFields(importChanges, {
  reading: "The fields that change; they count as decided",
  site_uuid: "The site of the whole file",
  decided: "Fields of questions whose proposed value is right",
  remember: "Name under which the reading is remembered on confirmation",
});

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/imports",
  summary: "Files that your group sent, newest first",
  request: { query: z.object(cursorQuery("imports")) },
  responses: {
    200: json(
      z.object({ imports: z.array(importJson), next_cursor: z.guid().nullable() }),
      "A page of imports",
    ),
    ...unchanged,
    ...problems,
  },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/imports/{import_uuid}",
  summary: "An import, with its preview once it is checked and its result once it is stored",
  request: { params: importParams },
  responses: { 200: json(importJson, "The import"), ...unchanged, ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: "/imports/{import_uuid}",
  summary: "Decide how a file is read",
  description: "It is checked, anew if it was before, once every question is decided.",
  request: { params: importParams, body: body(importChanges) },
  responses: { 200: json(importJson, "The import as it is now"), ...refusals },
});

const confirm = createRoute({
  method: "post",
  middleware: scoped,
  path: "/imports/{import_uuid}/confirm",
  summary: "Store a file that was checked",
  description: "One that is being checked is stored as soon as that is done. May be sent again.",
  request: {
    params: importParams,
    query: z.object({
      remember: readingName.optional().describe("Remember its reading under this name"),
      conflicts,
    }),
  },
  responses: { 200: json(importJson, "The import, whose state is storing"), ...refusals },
});

const undo = createRoute({
  method: "post",
  middleware: scoped,
  path: "/imports/{import_uuid}/undo",
  summary: "Undo an import",
  description: "Takes away what is as the import left it, as undoing its batch does.",
  request: { params: importParams },
  responses: { 200: json(undoneJson, "What was undone"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/imports/{import_uuid}",
  summary: "Delete a file; what was stored of it stays, and its batch undoes that",
  request: { params: importParams },
  responses: { 204: { description: "It is deleted" }, ...refusals },
});

/**
 * GET /api/v1/imports; GET, PATCH and DELETE of one below it, POST its confirm and undo. The readings
 * come first: their address looks like that of an import.
 */
export const importRoutes = ({ jobAdded }: Pick<Services, "jobAdded">) =>
  readingRoutes()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const listed = await imports.list(c.var.sql, { limit: limit + 1, olderThan: cursor });
      const { rows, hasNext } = pageOf(listed, limit);
      const next_cursor = linkNext(c, hasNext ? rows.at(-1)!.import_uuid : null);
      return c.json({ imports: rows.map(toJson), next_cursor }, 200);
    })
    .openapi(show, async (c) => c.json(toJson(await load(c, "import_uuid", imports.find)), 200))
    .openapi(change, async (c) => {
      const before = await load(c, "import_uuid", imports.find);
      refuseKind(c.var.viewer, before.kind);
      await decideImport(c.var.sql, before, c.req.valid("json"));
      jobAdded();
      return c.json(toJson(await load(c, "import_uuid", imports.find)), 200);
    })
    .openapi(confirm, async (c) => {
      const { import_uuid, kind } = await load(c, "import_uuid", imports.find);
      refuseKind(c.var.viewer, kind);
      const { remember = null, conflicts } = c.req.valid("query");
      const replaces = conflicts === "replace";
      await imports.confirm(c.var.sql, import_uuid, { readingName: remember, replaces });
      jobAdded();
      return c.json(toJson(found(await imports.find(c.var.sql, import_uuid), "import")), 200);
    })
    .openapi(undo, async (c) => {
      const { import_uuid, kind } = await load(c, "import_uuid", imports.find);
      refuseKind(c.var.viewer, kind);
      const undone = await imports.undo(c.var.sql, import_uuid);
      jobAdded();
      return c.json(undone, 200);
    })
    .openapi(remove, async (c) => {
      await imports.remove(c.var.sql, c.req.valid("param").import_uuid);
      return c.body(null, 204);
    });
