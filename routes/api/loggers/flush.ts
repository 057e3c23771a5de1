import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { flush } from "../../../sql/loggers/flush.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const route = createRoute({
  method: "post",
  middleware: scoped,
  path: "/loggers/{logger_uuid}/flush",
  summary: "Delete the sessions, messages and readings of a logger",
  description:
    "Its keys, variables, settings, rules and alarms stay, and so does generation that " +
    "was made of its readings. Numbers of sessions go on where they were.",
  request: {
    params: loggerParams,
    body: body(z.object({
      name: z.string({ error: "Send the name of the logger, to confirm." })
        .describe("The logger's name, to confirm"),
    })),
  },
  responses: { 204: { description: "They are deleted" }, ...refusals },
});

/** POST /api/v1/loggers/{logger_uuid}/flush */
export const flushRoutes = () =>
  router().openapi(route, async (c) => {
    const { logger_uuid, name } = await loadLogger(c);
    if (c.req.valid("json").name.trim() !== name.trim()) {
      const message = "This is not the name of the logger. Nothing was deleted.";
      throw new AppError("invalid", message, { fields: [{ field: "name", message }] });
    }
    await flush(c.var.sql, logger_uuid);
    return c.body(null, 204);
  });
