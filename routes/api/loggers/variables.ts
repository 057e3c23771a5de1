import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import type { LoggerVariable } from "../../../domain/loggers/logger_variable.ts";
import {
  editedMapping,
  FEED_UNITS,
  FEEDS,
  type Mapping,
  mappingFaults,
  mappingFields,
  MEASURES,
} from "../../../domain/loggers/mapping.ts";
import { newVariable, type VariableEdit, variableEdit } from "../../../domain/loggers/variable.ts";
import * as variables from "../../../sql/loggers/variables.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const variableJson = z.object({
  variable_id: z.string(),
  name: z.string().describe("As the device sends it"),
  label: z.string().nullable().describe("What pages call it; null: they make it from the name"),
  unit: z.string().nullable(),
  transforms: z.array(z.unknown()).describe("How charts change its values, in this order"),
  feeds: z.enum(FEEDS).describe("What it counts for at its site"),
  measures: z.enum(MEASURES).nullable(),
  feed_unit: z.enum(FEED_UNITS).nullable(),
  includes_charger: z.boolean().nullable(),
  feed_from_utc: z.string().nullable(),
  last_utc: z.string().nullable(),
  last_value: z.number().nullable(),
}).openapi("LoggerVariable");

const path = "/loggers/{logger_uuid}/variables";

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Variables of a data logger, by name",
  request: { params: loggerParams, query: partQuery },
  responses: {
    200: json(
      z.object({ variables: z.array(variableJson), next_cursor: nextCursor }),
      "Variables; a logger has at most 500",
    ),
    ...problems,
  },
});

const findOrMake = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Find a variable of a data logger by its name, or make it",
  description: "Many requests at once make one. Label and unit are written where they are sent.",
  request: { params: loggerParams, body: body(newVariable) },
  responses: { 200: json(variableJson, "The variable"), ...refusals },
});

const ONE = `${path}/{variable_id}`;
const oneParams = loggerParams.extend({
  variable_id: z.string().regex(/^[1-9]\d{0,17}$/, { error: "Not a valid id of a variable." })
    .openapi({ example: "1" }),
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: ONE,
  summary: "A variable of a data logger",
  request: { params: oneParams },
  responses: { 200: json(variableJson, "The variable"), ...problems },
});

const edit = createRoute({
  method: "patch",
  middleware: scoped,
  path: ONE,
  summary: "Edit a variable of a data logger: exactly the keys that are sent",
  description:
    "What it feeds is counted again from feed_from_utc on; null: from its first reading on.",
  request: {
    params: oneParams,
    body: body(variableEdit),
  },
  responses: { 200: json(variableJson, "The variable as it is now"), ...refusals },
});

/** GET and POST /api/v1/loggers/{logger_uuid}/variables; GET and PATCH of one below it. */
export const loggerVariableRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const all = await variables.listVariables(c.var.sql, logger_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "variable_id");
      return c.json({ variables: rows.map(variableToJson), next_cursor }, 200);
    })
    .openapi(findOrMake, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { name, ...changes } = c.req.valid("json");
      const made = await variables.findOrMakeVariable(c.var.sql, logger_uuid, name);
      if (!made) {
        throw new AppError("conflict", "This logger has 500 variables: it can have no more.");
      }
      const id = made.variable_id;
      const edited = Object.keys(changes).length > 0 &&
        await variables.updateVariable(c.var.sql, logger_uuid, id, changes);
      return c.json(variableToJson(edited || made), 200);
    })
    .openapi(show, async (c) => {
      const { logger_uuid, variable_id } = c.req.valid("param");
      const variable = await variables.findVariable(c.var.sql, logger_uuid, variable_id);
      return c.json(variableToJson(found(variable, "variable")), 200);
    })
    .openapi(edit, async (c) => {
      const { logger_uuid, variable_id } = c.req.valid("param");
      const before = found(
        await variables.findVariable(c.var.sql, logger_uuid, variable_id),
        "variable",
      );
      const changes = changesOf(before, c.req.valid("json"));
      const edited = await variables.updateVariable(c.var.sql, logger_uuid, variable_id, changes);
      return c.json(variableToJson(found(edited, "variable")), 200);
    });

/** Returns what an edit changes, with what it means for the mapping. Throws "invalid". */
function changesOf(before: LoggerVariable, edit: VariableEdit): VariableEdit {
  if (!Object.keys(mappingFields).some((field) => field in edit)) return edit;
  const mapping = editedMapping(before as Mapping, edit);
  const fields = mappingFaults(mapping);
  if (fields.length > 0) {
    throw new AppError("invalid", "What the variable feeds does not fit together.", { fields });
  }
  return { ...edit, ...mapping };
}

function variableToJson(variable: LoggerVariable): z.output<typeof variableJson> {
  const { variable_id, name, label, unit, transforms, last_utc, last_value } = variable;
  const { feeds, measures, feed_unit, includes_charger, feed_from_utc } = variable as Mapping;
  return {
    variable_id,
    name,
    label,
    unit,
    transforms,
    feeds,
    measures,
    feed_unit,
    includes_charger,
    feed_from_utc,
    last_utc,
    last_value,
  };
}
