import { type Webhook, webhookName } from "../../domain/operations/webhooks/webhook.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { webhookUrl } from "./urls.ts";

interface WebhookSecretPageProps {
  webhookUuid: string;
  secret: string;
  isNew?: boolean;
}

/** Shows the secret of a webhook; no other page ever does. */
export function WebhookSecretPage({ webhookUuid, secret, isNew }: WebhookSecretPageProps) {
  return (
    <section class="narrow">
      <h1>{isNew ? "Webhook added" : "New secret"}</h1>
      <p class="callout warn">
        Copy the secret now: it is shown only once and cannot be shown again. With it your receiver
        tells our messages from those of others.
      </p>
      <code class="secret" id="webhook-secret">{secret}</code>
      <p>
        Messages are signed as the Standard Webhooks specify: HMAC-SHA256 over the headers{" "}
        <code>webhook-id</code> and <code>webhook-timestamp</code>{" "}
        and the body. Refuse those that are older than five minutes;{" "}
        <code>examples/webhook_receiver.py</code> does so in 30 lines.
      </p>
      <p class="actions">
        <a class="button" href={webhookUrl(webhookUuid)}>I have copied it</a>
      </p>
    </section>
  );
}

/** Explains, when the form arrives a second time, why the secret is not shown again. */
export function WebhookExistsPage() {
  return (
    <section class="narrow">
      <h1>This webhook exists already</h1>
      <p>
        This form was already sent, and its webhook was added then. The secret was shown at that
        time: if you did not copy it, make a new one on the page of the webhook.
      </p>
      <p class="actions">
        <a class="button" href="/webhooks">Webhooks</a>
      </p>
    </section>
  );
}

/** Says what a new secret changes. */
export function RenewSecretPage({ webhook }: { webhook: Webhook }) {
  const here = webhookUrl(webhook.webhook_uuid);
  return (
    <ConfirmPage
      title="Make a new secret?"
      action={`${here}/secret`}
      submit="Make a new secret"
      cancel={here}
    >
      <p>
        Messages to <bdi>{webhookName(webhook)}</bdi>{" "}
        are signed with the new secret at once, and no more with the old one: your receiver refuses
        them until it knows the new one. What it refuses is sent again for 24 hours.
      </p>
    </ConfirmPage>
  );
}
