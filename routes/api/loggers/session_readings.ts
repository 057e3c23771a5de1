import { createRoute, z } from "@hono/zod-openapi";
import { withScope } from "../../../db/scope.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as stored from "../../../sql/loggers/session_readings.ts";
import { respondWithSession } from "../../loggers/session_file.ts";
import { cursorQuery } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, router } from "../router.ts";
import { rowOf, timeCursor } from "../time_cursor.ts";
import { loadSession, sessionParams } from "./session_json.ts";

const path = "/loggers/{logger_uuid}/sessions/{number}";

const readings = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/readings`,
  summary: "Readings of a session in the order of time",
  request: {
    params: sessionParams,
    query: z.object({
      ...cursorQuery("readings"),
      cursor: timeCursor(),
    }),
  },
  responses: {
    200: json(
      z.object({
        readings: z.array(z.object({
          variable: z.string(),
          time_utc: z.iso.datetime(),
          value: z.number(),
        })),
        next_cursor: z.string().nullable(),
      }),
      "A page of readings",
    ),
    ...problems,
  },
});

const variables = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/variables`,
  summary: "Variables that have readings in a session, by name",
  request: {
    params: sessionParams,
    query: z.object({
      ...cursorQuery("variables"),
      cursor: z.string().max(1000, { error: "Send the next_cursor of the page before." })
        .optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        variables: z.array(z.object({
          name: z.string(),
          unit: z.string().nullable(),
          label: z.string().nullable(),
        })),
        next_cursor: z.string().nullable(),
      }),
      "A page of variables",
    ),
    ...problems,
  },
});

const file = createRoute({
  method: "get",
  path: `${path}/export.csv`,
  summary: "Readings of a session as CSV",
  description:
    "Time Logged (on the clock of the logger's zone, with its offset), Elapsed Seconds " +
    "(since the start of the session), Variable Name and Value, in the order of time. Names that a " +
    "spreadsheet would take for a formula have an apostrophe before them.",
  request: { params: sessionParams },
  responses: {
    200: {
      description: "The file, as a stream: it is whole if the transfer ends in order",
      content: { "text/csv": { schema: z.string() } },
    },
    ...problems,
  },
});

/** GET /api/v1/loggers/{logger_uuid}/sessions/{number}/readings, variables and export.csv */
export const sessionReadingRoutes = () =>
  router()
    .openapi(readings, async (c) => {
      const { logger, session } = await loadSession(c, c.req.valid("param").number);
      const { limit, cursor } = c.req.valid("query");
      const row = rowOf(cursor);
      const after = row && { time_utc: row.time_utc, variable_id: row.id };
      const range = { after, limit: limit + 1 };
      const { rows, hasNext } = pageOf(
        await stored.readingsAfter(c.var.sql, logger.logger_uuid, session, range),
        limit,
      );
      const last = hasNext ? rows.at(-1)! : undefined;
      return c.json({
        readings: rows.map(({ variable, time_utc, value }) => ({ variable, time_utc, value })),
        next_cursor: linkNext(c, last ? `${last.time_utc}_${last.variable_id}` : null),
      }, 200);
    })
    .openapi(variables, async (c) => {
      const { logger, session } = await loadSession(c, c.req.valid("param").number);
      const { limit, cursor } = c.req.valid("query");
      const range = { after: cursor, limit: limit + 1 };
      const { rows, hasNext } = pageOf(
        await stored.variablesAfter(c.var.sql, logger.logger_uuid, session.number, range),
        limit,
      );
      return c.json({
        variables: rows,
        next_cursor: linkNext(c, hasNext ? rows.at(-1)!.name : null),
      }, 200);
    })
    .openapi(file, async (c) => {
      const { viewer, services } = c.var;
      const loaded = await withScope(
        services.database.requests,
        viewer,
        { readOnly: true },
        (sql) => loadSession({ req: c.req, var: { sql } }, c.req.valid("param").number),
      );
      return await respondWithSession(c, loaded, c.var);
    });
