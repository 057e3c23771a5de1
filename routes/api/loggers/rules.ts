import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { newRule, ruleEdit, ruleOf } from "../../../domain/loggers/rule.ts";
import { RULE_KINDS } from "../../../domain/loggers/rules.ts";
import { parse } from "../../../domain/validation.ts";
import { findLogger } from "../../../sql/loggers/loggers.ts";
import * as rules from "../../../sql/loggers/rules.ts";
import { load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";

const ruleJson = z.object({
  rule_uuid: z.guid(),
  logger_uuid: z.guid(),
  variable: z.string().nullable().describe("Its name; null: the whole logger, in silent rules"),
  unit: z.string().nullable().describe("The unit of the variable"),
  name: z.string(),
  kind: z.enum(RULE_KINDS),
  threshold: z.number(),
  hysteresis: z.number(),
  for_seconds: z.int(),
  severity: z.int(),
  is_active: z.boolean(),
  open_alarm_uuid: z.guid().nullable().describe("The alarm of this rule that is open"),
}).openapi("LoggerRule");

describeFields(newRule, {
  kind: "above, below: a value; rate: a change per minute, up or down; silent: nothing comes",
  variable: "Name of the variable; a silent rule without one watches the whole logger",
  threshold: "The value, or the change per minute; a silent rule has none",
  hysteresis: "How far back from the threshold a value must come before the alarm is cleared",
  for_seconds: "How long it must last before an alarm is raised",
  severity: "Of its alarms; more is worse",
});

const path = "/loggers/{logger_uuid}/rules";
const params = z.object({ logger_uuid: uuid() });
const one = params.extend({ rule_uuid: uuid() });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Rules that raise alarms of a logger",
  request: { params, query: partQuery },
  responses: {
    200: json(z.object({ rules: z.array(ruleJson), next_cursor: nextCursor }), "Rules"),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a rule",
  description: "It begins with the newest reading that there is. A logger has at most 100 rules.",
  request: { params, body: body(newRule) },
  responses: { 201: json(ruleJson, "The new rule"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/{rule_uuid}`,
  summary: "A rule of a logger",
  request: { params: one },
  responses: { 200: json(ruleJson, "The rule"), ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: `${path}/{rule_uuid}`,
  summary: "Change a rule",
  description: "What is absent stays. A rule that judges otherwise clears its open alarm.",
  request: { params: one, body: body(ruleEdit) },
  responses: { 200: json(ruleJson, "The rule as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{rule_uuid}`,
  summary: "Remove a rule",
  description: "Its open alarm is cleared. Alarms that it raised stay.",
  request: { params: one },
  responses: { 204: { description: "It was removed" }, ...refusals },
});

/** GET and POST /api/v1/loggers/{logger_uuid}/rules; GET, PATCH and DELETE of one below it. */
export const loggerRuleRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await load(c, "logger_uuid", findLogger);
      const all = await rules.listRules(c.var.sql, logger_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "rule_uuid");
      return c.json({ rules: rows, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const { sql, services } = c.var;
      const { logger_uuid } = await load(c, "logger_uuid", findLogger);
      const uuid = await rules.addRule(sql, logger_uuid, c.req.valid("json"), services.now());
      return c.json(found(await rules.findRule(sql, logger_uuid, uuid), "rule"), 201);
    })
    .openapi(show, async (c) => {
      const { logger_uuid, rule_uuid } = c.req.valid("param");
      return c.json(found(await rules.findRule(c.var.sql, logger_uuid, rule_uuid), "rule"), 200);
    })
    .openapi(change, async (c) => {
      const { sql, services } = c.var;
      const { logger_uuid, rule_uuid } = c.req.valid("param");
      const before = found(await rules.findRule(sql, logger_uuid, rule_uuid), "rule");
      const { data, fields } = parse(newRule, { ...ruleOf(before), ...c.req.valid("json") });
      if (fields) throw new AppError("invalid", "The rule is not valid.", { fields });
      await rules.updateRule(sql, logger_uuid, rule_uuid, data, services.now());
      return c.json(found(await rules.findRule(sql, logger_uuid, rule_uuid), "rule"), 200);
    })
    .openapi(remove, async (c) => {
      const { logger_uuid, rule_uuid } = c.req.valid("param");
      found(await rules.removeRule(c.var.sql, logger_uuid, rule_uuid) || undefined, "rule");
      return c.body(null, 204);
    });
