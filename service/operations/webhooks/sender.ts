import type { OwnerSql } from "../../../db/client.ts";
import { decrypt } from "../../../domain/account/encrypted.ts";
import type { SecretKeys } from "../../../domain/account/secret_key.ts";
import type { NewSecurityEvent } from "../../../domain/operations/security_event.ts";
import {
  isDelivered,
  nextAttempt,
  type Outcome,
  SWITCH_OFF,
} from "../../../domain/operations/webhooks/delivery.ts";
import { messageBody } from "../../../domain/operations/webhooks/message.ts";
import { signedHeaders } from "../../../domain/operations/webhooks/signature.ts";
import * as securityEvents from "../../../sql/operations/security_events.ts";
import * as work from "../../../sql/operations/webhook_work.ts";
import { log } from "../../log.ts";
import { readMessage } from "./message.ts";
import { post, type PostOptions } from "./post.ts";

/** How messages are signed and sent. */
export interface SenderOptions extends Omit<PostOptions, "stopped"> {
  secretKeys: Pick<SecretKeys, "webhooks">;
  now: () => Temporal.Instant;
}

/** Messages that one instance sends at the same time. */
const AT_ONCE = 16;

/**
 * Sends messages that are due. Instances share the work: one at a time sends to a webhook, and those
 * that wait longest come first. A slow receiver holds up no other webhook.
 */
export class WebhookSender {
  #running = new Set<Promise<void>>();

  constructor(private sql: OwnerSql, private options: SenderOptions) {}

  /** Begins to send what is due, and resolves without waiting for receivers. */
  async turn(stopped: AbortSignal): Promise<void> {
    while (this.#running.size < AT_ONCE && !stopped.aborted) {
      const due = await work.take(this.sql, this.options.now());
      if (!due) return;
      const sending = this.#sendFrom(due, stopped).catch((error) => {
        log.error("sending to webhooks stopped: {error}", { error });
      }).finally(() => this.#running.delete(sending));
      this.#running.add(sending);
    }
  }

  /** Resolves once nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Sends a message, and then what else is due. */
  async #sendFrom(first: work.DueDelivery, stopped: AbortSignal): Promise<void> {
    let due: work.DueDelivery | undefined = first;
    while (due) {
      await this.#send(due, stopped);
      due = stopped.aborted ? undefined : await work.take(this.sql, this.options.now());
    }
  }

  async #send(due: work.DueDelivery, stopped: AbortSignal): Promise<void> {
    const { now } = this.options;
    const at = now();
    const startMs = performance.now();
    const outcome = await this.#attempt(due, at, stopped);
    const milliseconds = Math.round(performance.now() - startMs);
    const sent = whatNow(due, outcome, { at, milliseconds }, now());
    await work.settle(this.sql, due, sent, now());
    if (sent.state === "failed") await this.#switchOffIfFailing(due);
  }

  /** Switches off a webhook whose deliveries keep failing, and records it for the administrators. */
  async #switchOffIfFailing({ webhook_uuid }: work.DueDelivery): Promise<void> {
    const now = this.options.now();
    const off = await work.switchOffIfFailing(this.sql, webhook_uuid, now);
    if (off) await securityEvents.add(this.sql, switchedOff(off, now));
  }

  /** Reads, signs and posts a message. */
  async #attempt(
    due: work.DueDelivery,
    at: Temporal.Instant,
    stopped: AbortSignal,
  ): Promise<Outcome | "empty" | "stopped"> {
    const { secretKeys, now: _, ...options } = this.options;
    try {
      const data = await readMessage(this.sql, due);
      if (!data) return "empty";
      const secrets = readSecrets(secretKeys, due);
      if (!secrets) return { status: null, failure: "no_secret" };
      const body = messageBody(due.event, due.created_utc, data);
      const headers = signedHeaders(secrets, { id: due.delivery_uuid, at, body });
      const outcome = await post(due.url, { headers, body }, { ...options, stopped });
      return stopped.aborted && outcome.status === null ? "stopped" : outcome;
    } catch (error) {
      log.error("delivery {uuid} of a webhook failed: {error}", { uuid: due.delivery_uuid, error });
      return { status: null, failure: "service_error" };
    }
  }
}

/** The path and query of an address may hold a secret of the receiver's: they are not recorded. */
function switchedOff(
  { url, site_group_name }: work.SwitchedOff,
  at: Temporal.Instant,
): NewSecurityEvent {
  const nobody = { user_uuid: null, email: "", subject_uuid: null, subject_email: "" };
  const detail = `Switched off a webhook of ${site_group_name} to ${new URL(url).host}: ` +
    `all deliveries of ${SWITCH_OFF.days} days failed.`;
  return { kind: "webhook", at, ...nobody, address: null, request_id: "", detail };
}

/** Decrypts what signs a message: the secret and the old one; undefined when the key does not fit. */
function readSecrets(
  { webhooks: key }: Pick<SecretKeys, "webhooks">,
  { webhook_uuid, secret, old_secret }: work.DueDelivery,
): string[] | undefined {
  const newest = decrypt(key, webhook_uuid, secret);
  const old = old_secret ? decrypt(key, webhook_uuid, old_secret) : undefined;
  return newest === undefined ? undefined : [newest, ...(old === undefined ? [] : [old])];
}

/** Decides what becomes of a delivery after an attempt, or after one that was not made. */
function whatNow(
  { retries, until_utc }: work.DueDelivery,
  outcome: Outcome | "empty" | "stopped",
  { at, milliseconds }: { at: Temporal.Instant; milliseconds: number },
  now: Temporal.Instant,
): work.Sent {
  if (outcome === "empty") return { state: "empty" };
  if (outcome === "stopped") return { state: "waiting", next: now };
  const attempt = { ...outcome, at_utc: at.toString({ smallestUnit: "second" }), milliseconds };
  if (isDelivered(outcome)) return { state: "delivered", attempt };
  const next = nextAttempt(retries, now, Temporal.Instant.from(until_utc));
  return { state: next ? "waiting" : "failed", attempt, next };
}
