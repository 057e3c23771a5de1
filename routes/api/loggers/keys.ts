import { createRoute, z } from "@hono/zod-openapi";
import { hashSecret, newLoggerSecret } from "../../../domain/account/secret.ts";
import { found } from "../../../domain/errors.ts";
import { newLoggerKey } from "../../../domain/loggers/logger_key.ts";
import * as keys from "../../../sql/loggers/keys.ts";
import { uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { recordKeyEvent } from "../../loggers/key_event.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const keyJson = z.object({
  key_uuid: z.guid(),
  prefix: z.string().describe("The first characters of the key"),
  label: z.string(),
  created_by: z.string().nullable().describe(
    "E-mail address of the user who made it, if it is one of your group",
  ),
  created_utc: z.string(),
  last_used_utc: z.string().nullable(),
  revoked_utc: z.string().nullable().describe("null: it works"),
}).openapi("LoggerKey");

const path = "/loggers/{logger_uuid}/keys";

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Keys of a data logger, without their secrets",
  request: { params: loggerParams, query: partQuery },
  responses: {
    200: json(
      z.object({ keys: z.array(keyJson), next_cursor: nextCursor }),
      "Working keys first, then the newest",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Make a key with which one data logger writes, and nothing else",
  description: "Several work at once: make the new one, set it in the device, revoke the old one.",
  request: { params: loggerParams, body: body(newLoggerKey) },
  responses: {
    201: json(
      keyJson.extend({ key: z.string().describe("The key itself: it is shown this once") }),
      "The new key",
    ),
    ...refusals,
  },
});

const revoke = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{key_uuid}`,
  summary: "Revoke a key of a data logger",
  request: { params: loggerParams.extend({ key_uuid: uuid() }) },
  responses: { 204: { description: "The key no longer works" }, ...refusals },
});

/** GET and POST /api/v1/loggers/{logger_uuid}/keys, DELETE of one below it. */
export const loggerKeyRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const all = await keys.listKeys(c.var.sql, logger_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "key_uuid");
      return c.json({ keys: rows.map(toJson), next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const logger = await loadLogger(c);
      const { secret, prefix } = newLoggerSecret();
      const made = await keys.insertKey(c.var.sql, logger.logger_uuid, {
        hash: hashSecret(secret),
        prefix,
        label: c.req.valid("json").label,
        createdBy: c.var.viewer.email,
      });
      await recordKeyEvent(c, "Made", prefix, logger);
      c.header("Cache-Control", "no-store");
      return c.json({ ...toJson(made), key: secret }, 201);
    })
    .openapi(revoke, async (c) => {
      const logger = await loadLogger(c);
      const { key_uuid } = c.req.valid("param");
      const prefix = found(await keys.revokeKey(c.var.sql, logger.logger_uuid, key_uuid), "key");
      await recordKeyEvent(c, "Revoked", prefix, logger);
      return c.body(null, 204);
    });

function toJson({ logger_uuid: _, ...key }: Awaited<ReturnType<typeof keys.insertKey>>) {
  return key;
}
