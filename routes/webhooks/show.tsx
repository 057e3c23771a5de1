import { found } from "../../domain/errors.ts";
import { oldSecretUntil } from "../../domain/operations/webhooks/webhook.ts";
import { pageOf } from "../../sql/kit/page.ts";
import * as deliveries from "../../sql/operations/webhook_deliveries.ts";
import { WebhookPage } from "../../views/webhooks/show.tsx";
import { webhookUrl } from "../../views/webhooks/urls.ts";
import { flash } from "../http/flash.ts";
import { asUuid, pathUuid, UUID } from "../http/params.ts";
import { lightRouter } from "../http/router.ts";
import { dropOldSecret, resumeWebhook } from "./change_webhook.ts";
import { loadWebhook, WEBHOOK } from "./load_webhook.ts";

/** Deliveries on one page. */
const PAGE = 25;

/**
 * GET /webhooks/{uuid}: the webhook with its deliveries, the newest first, or those before another
 * one. POST …/test, POST …/deliveries/{uuid}/send: a delivery that is sent again, and POST
 * …/old-secret/drop: the old secret signs no more. POST …/resume: events are sent again.
 */
export const webhookPage = () =>
  lightRouter()
    .get(WEBHOOK, async (c) => {
      const webhook = await loadWebhook(c);
      const before = asUuid(c.req.query("before"));
      const wanted = { limit: PAGE, before };
      const listed = await deliveries.list(c.var.sql, webhook.webhook_uuid, wanted);
      const { rows, hasNext } = pageOf(listed, PAGE);
      const { now, settings: { secretKeys } } = c.var.services;
      const props = { webhook, deliveries: rows, hasNext, isFirst: before === undefined };
      const canSign = webhook.key_fingerprint === secretKeys.fingerprint;
      const oldUntil = oldSecretUntil(webhook, now());
      return c.render(<WebhookPage {...props} {...{ canSign, oldUntil }} />, { title: "Webhook" });
    })
    .post(`${WEBHOOK}/test`, async (c) => {
      const { sql, services } = c.var;
      const { webhook_uuid } = await loadWebhook(c);
      const test = await deliveries.addTest(sql, webhook_uuid, services.now());
      flash(
        c,
        test ? "The test is on its way: look again in some seconds." : "A test is waiting already.",
      );
      return c.redirect(webhookUrl(webhook_uuid), 303);
    })
    .post(`${WEBHOOK}/deliveries/:delivery${UUID}/send`, async (c) => {
      const { sql, services } = c.var;
      const { webhook_uuid } = await loadWebhook(c);
      const uuid = pathUuid(c, "delivery");
      found(await deliveries.sendAgain(sql, webhook_uuid, uuid, services.now()), "delivery");
      flash(c, "It is sent again: look again in some seconds.");
      return c.redirect(webhookUrl(webhook_uuid), 303);
    })
    .post(`${WEBHOOK}/resume`, async (c) => {
      const webhook = await loadWebhook(c);
      await resumeWebhook(c, webhook);
      flash(c, "Events are sent again, from now on.");
      return c.redirect(webhookUrl(webhook.webhook_uuid), 303);
    })
    .post(`${WEBHOOK}/old-secret/drop`, async (c) => {
      const webhook = await loadWebhook(c);
      await dropOldSecret(c, webhook);
      flash(c, "The old secret signs no more.");
      return c.redirect(webhookUrl(webhook.webhook_uuid), 303);
    });
