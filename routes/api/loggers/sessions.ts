import { createRoute, z } from "@hono/zod-openapi";
import { sessionList } from "../../../domain/loggers/session.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as sessions from "../../../sql/loggers/sessions.ts";
import { startSession, stopSession } from "./change_session.ts";
import { cursorQuery } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";
import { sessionJson, sessionNumber, sessionToJson } from "./session_json.ts";

const path = "/loggers/{logger_uuid}/sessions";

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Sessions of a logger, the newest first",
  request: {
    params: loggerParams,
    query: z.object({ ...cursorQuery("sessions"), cursor: sessionNumber().optional() }),
  },
  responses: {
    200: json(
      z.object({
        running: z.int().nullable().describe("Number of the session that runs"),
        sessions: z.array(sessionJson),
        next_cursor: z.string().nullable(),
      }),
      "A page of sessions",
    ),
    ...problems,
  },
});

const start = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Start a session",
  description:
    "Its number is one that the logger never had. Refused (409, INSESSION) while one runs.",
  request: { params: loggerParams },
  responses: { 201: json(sessionJson, "The session, which runs now"), ...refusals },
});

const stop = createRoute({
  method: "post",
  middleware: scoped,
  path: `${path}/current/stop`,
  summary: "Stop the session that runs",
  description: "Refused (409, NOSESSION) when none runs.",
  request: { params: loggerParams },
  responses: { 200: json(sessionJson, "The session, which is stopped"), ...refusals },
});

const replace = createRoute({
  method: "put",
  middleware: scoped,
  path,
  summary: "Replace the list of sessions by the one that the device reports",
  description:
    "All or none is taken. A session is an object, or a list of number, start, stop and " +
    "readings. Readings that are stored stay, also those of sessions that are not in the list: they " +
    "are there again when it names their number.",
  request: { params: loggerParams, body: body(sessionList) },
  responses: {
    200: json(z.object({ sessions: z.array(sessionJson) }), "The sessions, the newest first"),
    ...refusals,
  },
});

/** GET, POST and PUT /api/v1/loggers/{logger_uuid}/sessions, and POST its current/stop */
export const loggerSessionRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { limit, cursor } = c.req.valid("query");
      const range = { limit: limit + 1, before: cursor };
      const { rows, hasNext } = pageOf(await sessions.list(c.var.sql, logger_uuid, range), limit);
      const next_cursor = linkNext(c, hasNext ? String(rows.at(-1)!.number) : null);
      const running = (await sessions.running(c.var.sql, logger_uuid))?.number ?? null;
      return c.json({ running, sessions: rows.map(sessionToJson), next_cursor }, 200);
    })
    .openapi(start, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const session = await startSession(c.var.sql, logger_uuid, c.var.services.now());
      return c.json(sessionToJson(session), 201);
    })
    .openapi(stop, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const session = await stopSession(c.var.sql, logger_uuid, c.var.services.now());
      return c.json(sessionToJson(session), 200);
    })
    .openapi(replace, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const reported = c.req.valid("json").sessions;
      const listed = await sessions.replace(c.var.sql, logger_uuid, reported);
      return c.json({ sessions: listed.map(sessionToJson) }, 200);
    });
