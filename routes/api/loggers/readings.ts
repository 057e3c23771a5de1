import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { time } from "../../../domain/ingestion.ts";
import { newReadings } from "../../../domain/loggers/sent_readings.ts";
import { fromQuery } from "../../../domain/time/time_text.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as readings from "../../../sql/loggers/readings.ts";
import { listVariables } from "../../../sql/loggers/variables.ts";
import type { Services } from "../../http/context.ts";
import { cursorQuery } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { describeBodies } from "../ingestion.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, refusals, router } from "../router.ts";
import { rowOf, timeCursor } from "../time_cursor.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";
import { sentReadings, storedReadings, storeSent } from "../../devices/sent_readings.ts";

const path = "/loggers/{logger_uuid}/readings";

const at = () => z.preprocess((text) => typeof text === "string" ? fromQuery(text) : text, time());

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Readings of a data logger in the order of time",
  request: {
    params: loggerParams,
    query: z.object({
      ...cursorQuery("readings"),
      cursor: timeCursor(),
      from: at().optional().describe("The first time, included; by default the oldest"),
      to: at().optional().describe("The end, excluded; by default a day ahead of now"),
      variable: z.string().max(500).optional().describe("The name of one variable"),
    }),
  },
  responses: {
    200: json(
      z.object({
        readings: z.array(z.object({
          variable: z.string(),
          time_utc: z.string(),
          value: z.number(),
          number: z.int().nullable().describe("The session that it belongs to"),
        })),
        next_cursor: z.string().nullable(),
      }),
      "A page of readings",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Send readings of a data logger",
  description:
    "Up to 100,000 and 10 MB (also packed: Content-Encoding: gzip), as JSON or as CSV: a header and lines with time_utc, variable and " +
    "value, or with time_utc and a column for each variable. What can be stored is, and the other " +
    "rows are listed. A reading sent again is unchanged; with another value, the last one counts. " +
    "Besides users' tokens, a key of this logger may send them.",
  request: {
    params: loggerParams,
    body: {
      required: true as const,
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/NewReadings" } },
        "text/csv": { schema: z.string() },
      },
    },
  },
  responses: { 201: json(storedReadings, "What became of them"), ...refusals },
});

const OLDEST = Temporal.Instant.from("2000-01-01T00:00:00Z");

const routes = ({ now }: Services) =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { limit, cursor, from, to, variable } = c.req.valid("query");
      const variables = await listVariables(c.var.sql, logger_uuid);
      const names = new Map(variables.map(({ variable_id, name }) => [variable_id, name]));
      const wanted = variables.filter(({ name }) => name === variable)
        .map(({ variable_id }) => variable_id);
      if (variable !== undefined && wanted.length === 0) throw unknownVariable();
      const row = rowOf(cursor);
      const rows = await readings.readingsBetween(c.var.sql, logger_uuid, {
        from: from === undefined ? OLDEST : Temporal.Instant.from(from),
        to: to === undefined ? now().add({ hours: 25 }) : Temporal.Instant.from(to),
        limit: limit + 1,
        after: row && { time_utc: row.time_utc, variable_id: row.id },
        variables: variable === undefined ? undefined : wanted,
      });
      const page = pageOf(rows, limit);
      const last = page.hasNext ? page.rows.at(-1)! : undefined;
      return c.json({
        readings: page.rows.map(({ variable_id, time_utc, value, number }) => ({
          variable: names.get(variable_id) ?? "",
          time_utc,
          value,
          number,
        })),
        next_cursor: linkNext(c, last ? `${last.time_utc}_${last.variable_id}` : null),
      }, 200);
    })
    .openapi(add, async (c) => {
      const sent = await sentReadings(c, now());
      const { logger_uuid } = await loadLogger(c);
      const stored = await storeSent(sent, (good) =>
        readings.storeReadings(c.var.sql, logger_uuid, good));
      return c.json(stored, 201);
    });

/** GET and POST /api/v1/loggers/{logger_uuid}/readings */
export const loggerReadingRoutes = (services: Services) =>
  describeBodies(routes(services), { NewReadings: newReadings });

function unknownVariable(): AppError {
  const message = "This logger has no such variable.";
  return new AppError("invalid", message, { fields: [{ field: "variable", message }] });
}
