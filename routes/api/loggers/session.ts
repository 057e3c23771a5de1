import { createRoute } from "@hono/zod-openapi";
import * as sessions from "../../../sql/loggers/sessions.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";
import { loadSession, sessionJson, sessionParams, sessionToJson } from "./session_json.ts";

const path = "/loggers/{logger_uuid}/sessions/{number}";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "A session of a logger",
  request: { params: sessionParams },
  responses: { 200: json(sessionJson, "The session"), ...problems },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path,
  summary: "Delete a session with its readings and messages",
  description: "No session that is started later gets its number.",
  request: { params: sessionParams },
  responses: { 204: { description: "It is deleted" }, ...refusals },
});

const clear = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/data`,
  summary: "Delete the readings of a session; it stays in the list, and keeps its messages",
  request: { params: sessionParams },
  responses: { 200: json(sessionJson, "The session as it is now"), ...refusals },
});

/** GET and DELETE /api/v1/loggers/{logger_uuid}/sessions/{number}, and DELETE its data */
export const oneLoggerSessionRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const { session } = await loadSession(c, c.req.valid("param").number);
      return c.json(sessionToJson(session), 200);
    })
    .openapi(remove, async (c) => {
      const { logger, session } = await loadSession(c, c.req.valid("param").number);
      await sessions.remove(c.var.sql, logger.logger_uuid, session.number);
      return c.body(null, 204);
    })
    .openapi(clear, async (c) => {
      const { logger, session } = await loadSession(c, c.req.valid("param").number);
      await sessions.clear(c.var.sql, logger.logger_uuid, session.number);
      return c.json(sessionToJson({ ...session, readings: 0 }), 200);
    });
