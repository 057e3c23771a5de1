import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { loggerEdit, newLogger } from "../../../domain/loggers/logger.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { loggersAfter } from "../../../sql/loggers/logger_pages.ts";
import * as loggers from "../../../sql/loggers/loggers.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Services } from "../../http/context.ts";
import { cursorQuery, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { changedMeanwhile, ifMatch, versionSent } from "../if_match.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerJson, loggerParams, loggerToJson } from "./logger_json.ts";

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/loggers",
  summary: "Data loggers at the sites of your group",
  request: { query: z.object({ ...cursorQuery("loggers"), site_uuid: uuid().optional() }) },
  responses: {
    200: json(
      z.object({ loggers: z.array(loggerJson), next_cursor: z.guid().nullable() }),
      "A page of loggers in the order of their UUIDs",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/loggers",
  summary: "Add a data logger to a site",
  description: "Make a key for it next: with that it sends, by any of the ways that devices have.",
  request: { body: body(newLogger.extend({ site_uuid: uuid() })) },
  responses: { 201: json(loggerJson, "The new logger"), ...refusals },
});

const path = "/loggers/{logger_uuid}";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "A data logger",
  request: { params: loggerParams },
  responses: { 200: json(loggerJson, "The logger"), ...problems },
});

const edit = createRoute({
  method: "patch",
  middleware: scoped,
  path,
  summary: "Edit a data logger: exactly the keys that are sent",
  description: "With a version or If-Match, only while the logger has it; else 409 or 412.",
  request: {
    params: loggerParams,
    headers: ifMatch,
    body: body(loggerEdit.extend({
      version: z.int({ error: "Send the version that was read, a whole number." }).optional(),
    })),
  },
  responses: { 200: json(loggerJson, "The logger as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path,
  summary: "Delete a data logger with all that it sent",
  description: "Its keys, readings, sessions, variables, rules and alarms are deleted, too.",
  request: { params: loggerParams },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/loggers; GET, PATCH and DELETE of one below it. */
export const loggerRoutes = ({ now }: Services) =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor, site_uuid } = c.req.valid("query");
      const wanted = { siteUuid: site_uuid, after: cursor, limit };
      const page = cursorPage(await loggersAfter(c.var.sql, wanted), limit, "logger_uuid");
      const { rows } = page;
      const next_cursor = linkNext(c, page.next_cursor);
      return c.json({ loggers: rows.map((one) => loggerToJson(one, now())), next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const { site_uuid, ...logger } = c.req.valid("json");
      if (!await sites.find(c.var.sql, site_uuid)) throw unknownSite();
      const made = await loggers.insertLogger(c.var.sql, site_uuid, logger);
      return c.json(loggerToJson(made, now()), 201);
    })
    .openapi(show, async (c) => {
      const logger = await loadLogger(c);
      c.set("version", logger.version);
      return c.json(loggerToJson(logger, now()), 200);
    })
    .openapi(edit, async (c) => {
      const { version: inBody, ...changes } = c.req.valid("json");
      const version = versionSent(c, inBody);
      const logger = await loadLogger(c);
      const edited = await loggers.updateLogger(c.var.sql, logger.logger_uuid, changes, version);
      if (!edited) throw changedMeanwhile(c, "logger", logger.version);
      c.set("version", edited.version);
      return c.json(loggerToJson(edited, now()), 200);
    })
    .openapi(remove, async (c) => {
      const { logger_uuid } = c.req.valid("param");
      found(await loggers.deleteLogger(c.var.sql, logger_uuid) || undefined, "logger");
      return c.body(null, 204);
    });

function unknownSite(): AppError {
  const message = "Your group has no such site.";
  return new AppError("invalid", message, { fields: [{ field: "site_uuid", message }] });
}
