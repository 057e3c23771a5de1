import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** Returns a new secret of a webhook: 256 random bits, as the Standard Webhooks write them. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** A message to sign. */
export interface SignedMessage {
  /** The same whenever the message is sent again. */
  id: string;
  at: Temporal.Instant;
  body: string;
}

/**
 * Returns the headers that let a receiver check a message: HMAC-SHA256 over id, time and body, as the
 * Standard Webhooks specify it (https://www.standardwebhooks.com), by each of `secrets`. A receiver
 * that knows one of them takes the message.
 */
export function signedHeaders(secrets: readonly string[], { id, at, body }: SignedMessage) {
  const seconds = String(Math.floor(at.epochMilliseconds / 1000));
  const signatures = secrets.map((secret) => `v1,${hmac(secret, `${id}.${seconds}.${body}`)}`);
  return {
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": signatures.join(" "),
  };
}

function hmac(secret: string, text: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return createHmac("sha256", key).update(text).digest("base64");
}
