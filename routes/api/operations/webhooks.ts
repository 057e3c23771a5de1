import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { WEBHOOK_EVENTS, type WebhookEvent } from "../../../domain/operations/webhooks/event.ts";
import {
  newWebhook,
  oldSecretUntil,
  type Webhook,
  webhookEdit,
} from "../../../domain/operations/webhooks/webhook.ts";
import * as webhooks from "../../../sql/operations/webhooks.ts";
import type { Services } from "../../http/context.ts";
import { load, uuid } from "../../http/params.ts";
import { lightScoped } from "../../middleware/scope.ts";
import {
  addWebhook,
  deleteWebhook,
  dropOldSecret,
  editWebhook,
  renewSecret,
} from "../../webhooks/change_webhook.ts";
import { changedMeanwhile, ifMatch, versionSent } from "../if_match.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const webhookJson = z.object({
  webhook_uuid: z.guid(),
  url: z.string(),
  events: z.array(z.enum(Object.keys(WEBHOOK_EVENTS) as WebhookEvent[])),
  is_active: z.boolean().describe("false: paused, nothing is sent"),
  can_sign: z.boolean().describe("false: it needs a new secret, the service cannot read this one"),
  since_utc: z.iso.datetime().describe("What happened before is not sent"),
  version: z.int().describe("Counts the edits"),
  created_by: z.string().nullable().describe("E-mail address of the user who added it"),
  created_utc: z.iso.datetime(),
  old_until_utc: z.iso.datetime().nullable()
    .describe("Until then messages are signed with the old secret, too; null: they are not"),
  switched_off_utc: z.iso.datetime().nullable().describe(
    "When it was paused, because all deliveries of three days failed; is_active true ends that",
  ),
}).openapi("Webhook");

const secretJson = z.object({
  webhook_uuid: z.guid(),
  secret: z.string().describe("Signs the messages: it is shown this once"),
});
const newSecretJson = secretJson.extend({
  old_until_utc: z.iso.datetime().nullable()
    .describe("Until then the old secret signs, too; null: it could not be read any more"),
});

export const webhookParams = z.object({ webhook_uuid: uuid() });
const path = "/webhooks/{webhook_uuid}";
const example = { url: "https://example.org/hooks", events: ["forecast_run.stored"] };

const list = createRoute({
  method: "get",
  middleware: lightScoped,
  path: "/webhooks",
  summary: "Addresses to which events of your group are sent, at most ten",
  request: { query: partQuery },
  responses: {
    200: json(
      z.object({ webhooks: z.array(webhookJson), next_cursor: nextCursor }),
      "The oldest first",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: lightScoped,
  path: "/webhooks",
  summary: "Add a webhook: events of your group are posted to its address",
  description:
    "The address is on the public internet, with https:// and port 443 or 8443. Messages are signed " +
    "as the Standard Webhooks specify, sent again for 24 hours until a response has a status of 2xx, " +
    "and say what your group may see when they are sent.",
  request: { body: body(newWebhook.openapi({ example })) },
  responses: { 201: json(secretJson, "The new webhook and its secret"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: lightScoped,
  path,
  summary: "A webhook, without its secret",
  request: { params: webhookParams },
  responses: { 200: json(webhookJson, "The webhook"), ...problems },
});

const edit = createRoute({
  method: "patch",
  middleware: lightScoped,
  path,
  summary: "Edit or pause a webhook: exactly the keys that are sent",
  description: "With a version or If-Match, only while the webhook has it; else 409 or 412. " +
    "With is_active true, one that was switched off is sent events again, those of from now on.",
  request: {
    params: webhookParams,
    headers: ifMatch,
    body: body(webhookEdit.extend({
      version: z.int({ error: "Send the version that was read, a whole number." }).optional(),
    })),
  },
  responses: { 200: json(webhookJson, "The webhook as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: lightScoped,
  path,
  summary: "Delete a webhook with its deliveries, also those that wait",
  request: { params: webhookParams },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

const renew = createRoute({
  method: "post",
  middleware: lightScoped,
  path: `${path}/secret`,
  operationId: "renewWebhookSecret",
  summary: "Give a webhook a new secret, which signs at once",
  description:
    "The old secret signs beside it for 24 hours (webhook-signature has both signatures, with a " +
    "blank between), or until you drop it. One that was older signs no more.",
  request: { params: webhookParams },
  responses: { 201: json(newSecretJson, "The new secret"), ...refusals },
});

const dropOld = createRoute({
  method: "delete",
  middleware: lightScoped,
  path: `${path}/old-secret`,
  operationId: "dropOldWebhookSecret",
  summary: "Let the old secret of a webhook sign no more, if it still does",
  request: { params: webhookParams },
  responses: { 204: { description: "Only the newest secret signs" }, ...refusals },
});

/**
 * GET and POST /api/v1/webhooks; GET, PATCH and DELETE of one, POST of its secret, and DELETE of its
 * old one below it.
 */
export const webhookRoutes = ({ now, settings }: Services) => {
  const { fingerprint } = settings.secretKeys;
  const toJson = ({ key_fingerprint, ...webhook }: Webhook) => ({
    ...webhook,
    old_until_utc: oldSecretUntil(webhook, now()),
    can_sign: key_fingerprint === fingerprint,
  });
  return router()
    .openapi(list, async (c) => {
      const all = (await webhooks.list(c.var.sql)).map(toJson);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "webhook_uuid");
      return c.json({ webhooks: rows, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const webhook_uuid = crypto.randomUUID();
      const secret = await addWebhook(c, webhook_uuid, c.req.valid("json"));
      if (secret === undefined) throw new AppError("conflict", "Send the request again.");
      c.header("Cache-Control", "no-store");
      return c.json({ webhook_uuid, secret }, 201);
    })
    .openapi(show, async (c) => {
      const webhook = await load(c, "webhook_uuid", webhooks.find);
      c.set("version", webhook.version);
      return c.json(toJson(webhook), 200);
    })
    .openapi(edit, async (c) => {
      const { version: inBody, ...changes } = c.req.valid("json");
      const version = versionSent(c, inBody);
      const webhook = await load(c, "webhook_uuid", webhooks.find);
      const edited = await editWebhook(c, webhook, changes, version);
      if (!edited) throw changedMeanwhile(c, "webhook", webhook.version);
      c.set("version", edited.version);
      return c.json(toJson(edited), 200);
    })
    .openapi(remove, async (c) => {
      await deleteWebhook(c, await load(c, "webhook_uuid", webhooks.find));
      return c.body(null, 204);
    })
    .openapi(renew, async (c) => {
      const webhook = await load(c, "webhook_uuid", webhooks.find);
      const renewed = await renewSecret(c, webhook);
      c.header("Cache-Control", "no-store");
      return c.json({ webhook_uuid: webhook.webhook_uuid, ...renewed }, 201);
    })
    .openapi(dropOld, async (c) => {
      await dropOldSecret(c, await load(c, "webhook_uuid", webhooks.find));
      return c.body(null, 204);
    });
};
