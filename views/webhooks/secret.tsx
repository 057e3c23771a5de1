import { type Webhook, webhookName } from "../../domain/operations/webhooks/webhook.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { webhookUrl } from "./urls.ts";

interface WebhookSecretPageProps {
  webhookUuid: string;
  secret: string;
  isNew?: boolean;
  /** Until when the old secret signs, too; null or left out: it does not. */
  oldUntil?: string | null;
}

/** Shows the secret of a webhook; no other page ever does. */
export function WebhookSecretPage(props: WebhookSecretPageProps) {
  const { webhookUuid, secret, isNew, oldUntil } = props;
  return (
    <section class="narrow">
      <h1>{isNew ? "Webhook added" : "New secret"}</h1>
      <p class="callout warn">
        Copy the secret now: it is shown only once and cannot be shown again. With it your receiver
        tells our messages from those of others.
      </p>
      <code class="secret" id="webhook-secret">{secret}</code>
      {oldUntil && (
        <p>
          Messages are signed with the old secret, too, until{" "}
          <UtcTime at={oldUntil} />. When your receiver knows the new one, you can drop the old one
          on the page of the webhook.
        </p>
      )}
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
        are signed with the new secret at once, and for 24 hours also with the one that it has now,
        so that your receiver can learn the new one meanwhile. If somebody else knows the secret,
        drop it on the page of the webhook after this.
      </p>
    </ConfirmPage>
  );
}
