import {
  type Attempt,
  ATTEMPT_FAILURES,
  type Delivery,
  type DeliveryState,
} from "../../domain/operations/webhooks/delivery.ts";
import { eventLabel } from "../../domain/operations/webhooks/event.ts";
import type { Webhook } from "../../domain/operations/webhooks/webhook.ts";
import { counted } from "../../domain/plural.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { webhookUrl } from "./urls.ts";

export interface DeliveriesProps {
  webhook: Webhook;
  deliveries: readonly Delivery[];
  /** Whether there are older deliveries. */
  hasNext: boolean;
  /** Whether the list begins with the newest one. */
  isFirst: boolean;
}

const TONES: Record<DeliveryState, Tone> = {
  waiting: "quiet",
  delivered: "good",
  failed: "warn",
  empty: "quiet",
};

/** Lists what was or will be sent to a webhook. */
export function Deliveries({ webhook, deliveries, hasNext, isFirst }: DeliveriesProps) {
  const here = webhookUrl(webhook.webhook_uuid);
  return (
    <section aria-labelledby="deliveries-heading">
      <h2 id="deliveries-heading">Deliveries</h2>
      <p class="muted">
        Kept for 30 days. One that fails is sent again for 24 hours, at first after seconds and
        later after hours. <a href={here}>Look again</a>
      </p>
      {deliveries.length === 0 ? <Nothing /> : (
        <table class="list">
          <caption class="visually-hidden">Deliveries, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">State</th>
              <th scope="col">Attempts</th>
              <th scope="col">
                <span class="visually-hidden">Send again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => <Row here={here} delivery={delivery} />)}
          </tbody>
        </table>
      )}
      {(hasNext || !isFirst) && (
        <nav class="pagination" aria-label="Pages">
          {!isFirst && <a class="button" href={here}>Newest</a>}
          {hasNext && (
            <a
              class="button"
              rel="next"
              href={`${here}?before=${deliveries.at(-1)!.delivery_uuid}`}
            >
              Older
            </a>
          )}
        </nav>
      )}
    </section>
  );
}

function Row({ here, delivery }: { here: string; delivery: Delivery }) {
  const { delivery_uuid, event, state, created_utc, next_utc } = delivery;
  return (
    <tr>
      <th scope="row">
        {eventLabel(event)}
        <small>
          <UtcTime at={created_utc} />
        </small>
      </th>
      <td data-label="State">
        <Badge tone={TONES[state]} text={state === "empty" ? "nothing to send" : state} />
        {next_utc !== null && delivery.attempts.length > 0 && (
          <small>
            again at <UtcTime at={next_utc} />
          </small>
        )}
      </td>
      <td data-label="Attempts" class="wide">
        <Attempts attempts={delivery.attempts} />
      </td>
      <td>
        <form method="post" action={`${here}/deliveries/${delivery_uuid}/send`}>
          <button type="submit" aria-label={`Send again: ${eventLabel(event)}`}>Send again</button>
        </form>
      </td>
    </tr>
  );
}

function Attempts({ attempts }: Pick<Delivery, "attempts">) {
  const last = attempts.at(-1);
  if (!last) return <span class="muted">none yet</span>;
  if (attempts.length === 1) return <OneAttempt attempt={last} />;
  return (
    <>
      <OneAttempt attempt={last} />
      <details class="more">
        <summary>{counted(attempts.length, "attempt")}</summary>
        <ul>
          {attempts.toReversed().map((attempt) => (
            <li>
              <OneAttempt attempt={attempt} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const { at_utc, status, failure, milliseconds } = attempt;
  return (
    <>
      {failure === null ? `Status ${status}` : ATTEMPT_FAILURES[failure]}{" "}
      <span class="muted">
        <UtcTime at={at_utc} />, {milliseconds} ms
      </span>
    </>
  );
}

function Nothing() {
  return (
    <EmptyState title="Nothing was sent yet">
      <p>Events show up here soon after they happen. Send a test to see your receiver answer.</p>
    </EmptyState>
  );
}
