import { eventLabel } from "../../domain/operations/webhooks/event.ts";
import {
  MOST_WEBHOOKS,
  type Webhook,
  webhookName,
} from "../../domain/operations/webhooks/webhook.ts";
import { Badge } from "../ui/badge.tsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { webhookUrl } from "./urls.ts";

/** Lists the webhooks of a group. */
export function WebhooksPage({ webhooks }: { webhooks: readonly Webhook[] }) {
  return (
    <>
      <Breadcrumb trail={[["Account", "/account"]]} />
      <div class="page-head">
        <h1>Webhooks</h1>
        {webhooks.length < MOST_WEBHOOKS &&
          <a class="button primary" href="/webhooks/new">New webhook</a>}
      </div>
      <p class="muted">
        Events of your group’s sites are posted to these addresses. A group has at most{" "}
        {MOST_WEBHOOKS}.
      </p>
      {webhooks.some((webhook) => webhook.switched_off_utc !== null) && (
        <p class="callout warn">
          Needs attention: deliveries failed for days, and nothing is sent to what is marked as
          switched off. Its page switches it on again.
        </p>
      )}
      {webhooks.length === 0 ? <NoWebhooks /> : (
        <table class="list">
          <caption class="visually-hidden">The webhooks of your group, the oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Receiver</th>
              <th scope="col">Events</th>
              <th scope="col">Added</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>{webhooks.map((webhook) => <Row webhook={webhook} />)}</tbody>
        </table>
      )}
    </>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  return (
    <tr>
      <th scope="row">
        <a href={webhookUrl(webhook.webhook_uuid)}>
          <bdi>{webhookName(webhook)}</bdi>
        </a>
        {!webhook.is_active && (
          <span class="badges">
            {webhook.switched_off_utc === null
              ? <Badge tone="quiet" text="paused" />
              : <Badge tone="warn" text="switched off" />}
          </span>
        )}
      </th>
      <td data-label="Events">{webhook.events.map(eventLabel).join(", ")}</td>
      <td data-label="Added">
        <UtcTime at={webhook.created_utc} />
      </td>
      <td data-label="By">{webhook.created_by ?? "somebody"}</td>
    </tr>
  );
}

function NoWebhooks() {
  return (
    <EmptyState title="No webhooks yet">
      <p>
        A webhook tells a program of yours at once when a forecast run is stored, a site needs
        attention or an import is finished. <a href="/webhooks/new">Add the first one</a>
      </p>
    </EmptyState>
  );
}
