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
 * Standard Webhooks specify it (https://www.standardwebhooks.com).
 */
export function signedHeaders(secret: string, { id, at, body }: SignedMessage) {
  const seconds = Math.floor(at.epochMilliseconds / 1000);
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}
