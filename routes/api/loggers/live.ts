import { createRoute, z } from "@hono/zod-openapi";
import { time } from "../../../domain/ingestion.ts";
import * as live from "../../../sql/loggers/live.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const path = "/loggers/{logger_uuid}/live";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "The newest values of each variable of a logger",
  description: `At most ${live.MOST_VALUES} of each, the newest first.`,
  request: {
    params: loggerParams,
    query: z.object({ since: time().optional().describe("From this time on, which is included") }),
  },
  responses: {
    200: json(
      z.object({
        variables: z.array(z.object({
          name: z.string(),
          label: z.string().nullable(),
          unit: z.string().nullable(),
          values: z.array(z.object({ time_utc: z.iso.datetime(), value: z.number() })),
        })).describe("Those that have values, by name"),
      }),
      "The values",
    ),
    ...problems,
  },
});

const clear = createRoute({
  method: "post",
  middleware: scoped,
  path: `${path}/clear`,
  summary: "Hide what is older than now from the live values; nothing is deleted",
  request: { params: loggerParams },
  responses: {
    200: json(z.object({ live_from_utc: z.iso.datetime() }), "From when on values are shown"),
    ...refusals,
  },
});

/** GET /api/v1/loggers/{logger_uuid}/live, and POST its clear */
export const liveRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { since } = c.req.valid("query");
      const from = since === undefined ? undefined : Temporal.Instant.from(since);
      return c.json({ variables: await live.newest(c.var.sql, logger_uuid, from) }, 200);
    })
    .openapi(clear, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const now = c.var.services.now();
      await live.clear(c.var.sql, logger_uuid, now);
      return c.json({ live_from_utc: now.toString() }, 200);
    });
