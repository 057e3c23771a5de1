import { createRoute, z } from "@hono/zod-openapi";
import { settingChanges } from "../../../domain/loggers/setting.ts";
import * as settings from "../../../sql/loggers/settings.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const path = "/loggers/{logger_uuid}/settings";

const settingsJson = z.object({ settings: z.record(z.string(), z.string()) })
  .openapi("LoggerSettings");

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Settings of a logger by key",
  request: { params: loggerParams },
  responses: { 200: json(settingsJson, "The settings"), ...problems },
});

const change = createRoute({
  method: "put",
  middleware: scoped,
  path,
  summary: "Set some settings of a logger",
  description:
    "Keys that are not sent stay as they are. null removes a setting; a default holds again.",
  request: {
    params: loggerParams,
    query: z.object({
      do_update: z.enum(["true", "false"]).optional()
        .describe("false: a key that is there keeps its value. May be sent in the body, too"),
    }),
    body: body(z.object({ settings: settingChanges, do_update: z.boolean().default(true) })),
  },
  responses: { 200: json(settingsJson, "The settings as they are now"), ...refusals },
});

/** GET and PUT /api/v1/loggers/{logger_uuid}/settings */
export const loggerSettingRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      return c.json({ settings: await settings.read(c.var.sql, logger_uuid) }, 200);
    })
    .openapi(change, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const sent = c.req.valid("json");
      const inQuery = c.req.valid("query").do_update;
      const doUpdate = inQuery === undefined ? sent.do_update : inQuery === "true";
      const now = await settings.write(c.var.sql, logger_uuid, sent.settings, doUpdate);
      return c.json({ settings: now }, 200);
    });
