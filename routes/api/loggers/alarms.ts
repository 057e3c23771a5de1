import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { ALARM_LISTS, newAlarm } from "../../../domain/loggers/alarm.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as alarms from "../../../sql/loggers/alarms.ts";
import { findLogger } from "../../../sql/loggers/loggers.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";

const alarmJson = z.object({
  alarm_uuid: z.guid(),
  logger_uuid: z.guid(),
  rule_uuid: z.guid().nullable().describe("The rule that raised it; null: another did"),
  cause: z.string().nullable().describe("What the service found by itself, as counter"),
  severity: z.int(),
  description: z.string(),
  raised_utc: z.iso.datetime(),
  cleared_utc: z.iso.datetime().nullable().describe("When what it tells had ended"),
  dismissed_utc: z.iso.datetime().nullable(),
  dismissed_by: z.string().nullable().describe(
    "E-mail address of the user who dismissed it, if it is one of your group",
  ),
}).openapi("LoggerAlarm");

const path = "/loggers/{logger_uuid}/alarms";
const params = z.object({ logger_uuid: uuid() });
describeFields(newAlarm, { severity: "More is worse", description: "What is wrong" });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Alarms of a logger, the newest first",
  description:
    "Open ones: neither over nor dismissed. list=past has the others, list=all every one.",
  request: {
    params,
    query: z.object({
      list: z.enum(ALARM_LISTS, { error: "Ask for open, past or all." }).default("open"),
      ...cursorQuery("alarms"),
    }),
  },
  responses: {
    200: json(
      z.object({ alarms: z.array(alarmJson), next_cursor: z.guid().nullable() }),
      "Alarms; next_cursor is null on the last page",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Raise an alarm",
  request: { params, body: body(newAlarm) },
  responses: { 201: json(alarmJson, "The alarm, which is open"), ...refusals },
});

const ONE = `${path}/{alarm_uuid}`;
const oneParams = params.extend({ alarm_uuid: uuid() });

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: ONE,
  summary: "An alarm of a logger",
  request: { params: oneParams },
  responses: { 200: json(alarmJson, "The alarm"), ...problems },
});

const dismiss = createRoute({
  method: "post",
  middleware: scoped,
  path: `${ONE}/dismiss`,
  summary: "Dismiss an alarm",
  description: "It stays in the list of all. The first dismissal counts.",
  request: { params: oneParams },
  responses: { 200: json(alarmJson, "The alarm as it is now"), ...refusals },
});

const dismissAll = createRoute({
  method: "post",
  middleware: scoped,
  path: `${path}/dismiss-all`,
  summary: "Dismiss all open alarms of a logger",
  request: { params },
  responses: {
    200: json(z.object({ dismissed: z.int() }), "How many were open"),
    ...refusals,
  },
});

/** GET and POST /api/v1/loggers/{logger_uuid}/alarms; GET of one; POST …/dismiss, …/dismiss-all. */
export const loggerAlarmRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await load(c, "logger_uuid", findLogger);
      const { list, limit, cursor } = c.req.valid("query");
      const rows = await alarms.listAlarms(c.var.sql, logger_uuid, { list, limit, after: cursor });
      const page = cursorPage(rows, limit, "alarm_uuid");
      return c.json({ alarms: page.rows, next_cursor: linkNext(c, page.next_cursor) }, 200);
    })
    .openapi(add, async (c) => {
      const { logger_uuid } = await load(c, "logger_uuid", findLogger);
      return c.json(await alarms.addAlarm(c.var.sql, logger_uuid, c.req.valid("json")), 201);
    })
    .openapi(show, async (c) => {
      const { logger_uuid, alarm_uuid } = c.req.valid("param");
      const alarm = await alarms.findAlarm(c.var.sql, logger_uuid, alarm_uuid);
      return c.json(found(alarm, "alarm"), 200);
    })
    .openapi(dismissAll, async (c) => {
      const { sql, viewer } = c.var;
      const { logger_uuid } = await load(c, "logger_uuid", findLogger);
      const dismissed = await alarms.dismissAlarms(sql, logger_uuid, viewer.email);
      return c.json({ dismissed }, 200);
    })
    .openapi(dismiss, async (c) => {
      const { sql, viewer } = c.var;
      const { logger_uuid, alarm_uuid } = c.req.valid("param");
      const alarm = await alarms.dismissAlarm(sql, logger_uuid, alarm_uuid, viewer.email);
      return c.json(found(alarm, "alarm"), 200);
    });
