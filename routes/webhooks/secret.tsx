import { RenewSecretPage, WebhookSecretPage } from "../../views/webhooks/secret.tsx";
import { lightRouter } from "../http/router.ts";
import { renewSecret } from "./change_webhook.ts";
import { loadWebhook, WEBHOOK } from "./load_webhook.ts";

const PAGE = { title: "New secret of a webhook" };

/** GET and POST …/secret of a webhook: the response to the form shows the new secret, once. */
export const webhookSecretPage = () =>
  lightRouter()
    .afterPassword()
    .get(`${WEBHOOK}/secret`, async (c) => {
      return c.render(<RenewSecretPage webhook={await loadWebhook(c)} />, PAGE);
    })
    .post(`${WEBHOOK}/secret`, async (c) => {
      const webhook = await loadWebhook(c);
      const { secret, old_until_utc } = await renewSecret(c, webhook);
      const props = { webhookUuid: webhook.webhook_uuid, secret, oldUntil: old_until_utc };
      c.header("Cache-Control", "no-store");
      return c.render(<WebhookSecretPage {...props} />, PAGE);
    });
