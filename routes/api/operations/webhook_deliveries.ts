import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import {
  ATTEMPT_FAILURES,
  type AttemptFailure,
  DELIVERY_STATES,
} from "../../../domain/operations/webhooks/delivery.ts";
import { type DeliveredEvent, WEBHOOK_EVENTS } from "../../../domain/operations/webhooks/event.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as deliveries from "../../../sql/operations/webhook_deliveries.ts";
import * as webhooks from "../../../sql/operations/webhooks.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { lightScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, refusals, router } from "../router.ts";
import { webhookParams } from "./webhooks.ts";

const utc = z.iso.datetime();
const events = [...Object.keys(WEBHOOK_EVENTS), "webhook.test"] as DeliveredEvent[];

const deliveryJson = z.object({
  delivery_uuid: z.guid().describe("The header webhook-id of the message"),
  event: z.enum(events),
  state: z.enum(DELIVERY_STATES)
    .describe("empty: your group saw nothing of it any more when it was to be sent"),
  created_utc: utc.describe("When the event was taken up"),
  next_utc: utc.nullable().describe("When it is sent next; null: it is not waiting"),
  ended_utc: utc.nullable(),
  attempts: z.array(z.object({
    at_utc: utc,
    milliseconds: z.int(),
    status: z.int().nullable().describe("Of the response, of which nothing else is kept"),
    failure: z.enum(Object.keys(ATTEMPT_FAILURES) as AttemptFailure[]).nullable()
      .describe("Why there was no response"),
  })).describe("The last 40, the newest last"),
}).openapi("WebhookDelivery");

const path = "/webhooks/{webhook_uuid}";

const list = createRoute({
  method: "get",
  middleware: lightScoped,
  path: `${path}/deliveries`,
  summary: "What was or will be sent to a webhook, kept for 30 days",
  request: { params: webhookParams, query: z.object(cursorQuery("deliveries")) },
  responses: {
    200: json(
      z.object({ deliveries: z.array(deliveryJson), next_cursor: z.guid().nullable() }),
      "A page of deliveries, the newest first",
    ),
    ...problems,
  },
});

const show = createRoute({
  method: "get",
  middleware: lightScoped,
  path: `${path}/deliveries/{delivery_uuid}`,
  summary: "A delivery",
  request: { params: webhookParams.extend({ delivery_uuid: uuid() }) },
  responses: { 200: json(deliveryJson, "The delivery"), ...problems },
});

const again = createRoute({
  method: "post",
  middleware: lightScoped,
  path: `${path}/deliveries/{delivery_uuid}/send`,
  operationId: "sendWebhookDeliveryAgain",
  summary: "Send a delivery again, at once and then for 24 hours",
  request: { params: webhookParams.extend({ delivery_uuid: uuid() }) },
  responses: { 202: json(deliveryJson, "The delivery, which waits now"), ...refusals },
});

const test = createRoute({
  method: "post",
  middleware: lightScoped,
  path: `${path}/test`,
  summary: "Send a test to a webhook, also to one that is paused",
  request: { params: webhookParams },
  responses: { 202: json(deliveryJson, "The delivery, which waits now"), ...refusals },
});

/** GET /api/v1/webhooks/{}/deliveries and one below it, POST of its send, and of a test. */
export const deliveryRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { webhook_uuid } = await load(c, "webhook_uuid", webhooks.find);
      const { limit, cursor } = c.req.valid("query");
      const rows = await deliveries.list(c.var.sql, webhook_uuid, { limit, before: cursor });
      const page = cursorPage(rows, limit, "delivery_uuid");
      return c.json({ deliveries: page.rows, next_cursor: linkNext(c, page.next_cursor) }, 200);
    })
    .openapi(show, async (c) => {
      const { webhook_uuid, delivery_uuid } = c.req.valid("param");
      const delivery = await deliveries.find(c.var.sql, webhook_uuid, delivery_uuid);
      return c.json(found(delivery, "delivery"), 200);
    })
    .openapi(again, async (c) => {
      const { webhook_uuid, delivery_uuid } = c.req.valid("param");
      const { sql, services } = c.var;
      const delivery = await deliveries.sendAgain(sql, webhook_uuid, delivery_uuid, services.now());
      return c.json(found(delivery, "delivery"), 202);
    })
    .openapi(test, async (c) => {
      const { webhook_uuid } = await load(c, "webhook_uuid", webhooks.find);
      const delivery = await deliveries.addTest(c.var.sql, webhook_uuid, c.var.services.now());
      if (delivery) return c.json(delivery, 202);
      throw new AppError("conflict", "A test is waiting already: see the deliveries.");
    });
