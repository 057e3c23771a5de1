import { SWITCH_OFF } from "../../domain/operations/webhooks/delivery.ts";
import { eventLabel } from "../../domain/operations/webhooks/event.ts";
import { type Webhook, webhookName } from "../../domain/operations/webhooks/webhook.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { Deliveries, type DeliveriesProps } from "./deliveries.tsx";
import { webhookUrl } from "./urls.ts";

interface WebhookPageProps extends DeliveriesProps {
  /** False: the secret was encrypted with a key that the service does not have any more. */
  canSign: boolean;
  /** Until when the secret before this one signs, too; null: it does not. */
  oldUntil: string | null;
}

/** Shows a webhook, and what was sent to it. */
export function WebhookPage(props: WebhookPageProps) {
  const { webhook, canSign, oldUntil } = props;
  const here = webhookUrl(webhook.webhook_uuid);
  return (
    <>
      <Breadcrumb trail={[["Account", "/account"], ["Webhooks", "/webhooks"]]} />
      <div class="page-head">
        <h1>
          <bdi>{webhookName(webhook)}</bdi>
        </h1>
        <form method="post" action={`${here}/test`}>
          <button type="submit">Send a test</button>
        </form>
        <a class="button" href={`${here}/edit`}>Edit</a>
        <a class="button" href={`${here}/secret`}>New secret</a>
        <a class="button danger" href={`${here}/delete`}>Delete</a>
      </div>
      {!canSign && (
        <p class="callout warn">
          Nothing can be sent: the service cannot read the secret any more.{" "}
          <a href={`${here}/secret`}>Make a new one</a>
        </p>
      )}
      {oldUntil !== null && <OldSecret here={here} until={oldUntil} />}
      {!webhook.is_active && <Paused here={here} webhook={webhook} />}
      <Deliveries {...props} />
      <Facts webhook={webhook} />
    </>
  );
}

function Paused({ here, webhook }: { here: string; webhook: Webhook }) {
  const { switched_off_utc } = webhook;
  return (
    <form class="callout warn" method="post" action={`${here}/resume`}>
      <p>
        {switched_off_utc === null ? "It is paused: events are not sent." : (
          <>
            It was switched off at <UtcTime at={switched_off_utc} />, because all deliveries of{" "}
            {SWITCH_OFF.days}{" "}
            days failed; what waited was given up. When a test arrives, switch it on again.
          </>
        )}
      </p>
      <button type="submit">{switched_off_utc === null ? "Resume" : "Switch it on again"}</button>
    </form>
  );
}

function OldSecret({ here, until }: { here: string; until: string }) {
  return (
    <form class="callout" method="post" action={`${here}/old-secret/drop`}>
      <p>
        Messages are signed with the old secret, too, until <UtcTime at={until} />.
      </p>
      <button type="submit">Drop the old secret now</button>
    </form>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { url, events, created_utc, created_by, webhook_uuid } = webhook;
  return (
    <section class="facts" aria-label="The webhook">
      <dl>
        <div class="wide">
          <dt>Address</dt>
          <dd>
            <bdi>{url}</bdi>
          </dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd>{events.map(eventLabel).join(", ")}</dd>
        </div>
        <div>
          <dt>Added</dt>
          <dd>
            <UtcTime at={created_utc} /> by {created_by ?? "somebody"}
          </dd>
        </div>
        <div class="wide">
          <dt>UUID</dt>
          <dd>
            <code>{webhook_uuid}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
