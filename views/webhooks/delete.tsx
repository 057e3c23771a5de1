import { type Webhook, webhookName } from "../../domain/operations/webhooks/webhook.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { webhookUrl } from "./urls.ts";

/** Says what is lost with a webhook. */
export function DeleteWebhookPage({ webhook }: { webhook: Webhook }) {
  const here = webhookUrl(webhook.webhook_uuid);
  return (
    <ConfirmPage
      title="Delete the webhook?"
      action={`${here}/delete`}
      submit="Delete the webhook"
      cancel={here}
    >
      <p>
        Nothing is sent to{" "}
        <b>
          <bdi>{webhookName(webhook)}</bdi>
        </b>{" "}
        any more, also not what is waiting. Its secret and the list of its deliveries are deleted
        for your whole group. This cannot be undone.
      </p>
    </ConfirmPage>
  );
}
