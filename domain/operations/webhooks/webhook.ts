import { z } from "zod";
import { isStorable } from "../../text.ts";
import { WEBHOOK_EVENTS, type WebhookEvent } from "./event.ts";

/** Most webhooks of a site group: as many places as app.webhooks has for each. */
export const MOST_WEBHOOKS = 10;

/** An address to which events of a site group are sent, without the secret that signs them. */
export interface Webhook {
  webhook_uuid: string;
  url: string;
  events: WebhookEvent[];
  /** Paused otherwise: nothing is sent, and what happens meanwhile is not sent later. */
  is_active: boolean;
  /** Names the key of the service that encrypted the secret. */
  key_fingerprint: string;
  /** When it was added or last resumed: what happened before is not sent. */
  since_utc: string;
  /** Counts the edits, so that an edit of an older version can be refused. */
  version: number;
  /** E-mail address of the user who added it. */
  created_by: string | null;
  created_utc: string;
  /** Until when the secret before this one signs, too; null: there is none. */
  old_until_utc: string | null;
  /** When the service paused it, because all deliveries of days failed; null: it did not. */
  switched_off_utc: string | null;
}

/** For how long the old secret of a webhook signs beside a new one, so that receivers can follow. */
export const OLD_SECRET_HOURS = 24;

/** Returns until when the old secret of a webhook signs, too; null when it does not any more. */
export function oldSecretUntil(
  { old_until_utc }: Pick<Webhook, "old_until_utc">,
  now: Temporal.Instant,
): string | null {
  if (old_until_utc === null) return null;
  return Temporal.Instant.compare(Temporal.Instant.from(old_until_utc), now) > 0
    ? old_until_utc
    : null;
}

const ENTER_URL = "Enter the address of your receiver, like https://example.org/hooks.";
const CHOOSE = "Choose at least one event.";
const names = Object.keys(WEBHOOK_EVENTS) as WebhookEvent[];

const fields = {
  url: z.string({ error: ENTER_URL }).trim().min(1, { error: ENTER_URL })
    .max(1000, { error: "Shorten the address to at most 1000 characters." })
    .refine(isStorable, { error: "Remove the invalid characters from the address." }),
  events: z.array(z.enum(names, { error: `Choose events of: ${names.join(", ")}.` }), {
    error: CHOOSE,
  }).min(1, { error: CHOOSE }).max(names.length, { error: "Name each event once." })
    .refine((list) => new Set(list).size === list.length, { error: "Name each event once." }),
};

/** A new webhook of a form or a program. `url` is checked further by `whyRefused`. */
export const newWebhook = z.object(fields);
export type NewWebhook = z.output<typeof newWebhook>;

/** An edit of a webhook: exactly the given fields are written. */
export const webhookEdit = z.object({
  ...fields,
  is_active: z.boolean({ error: "Send true or false." }),
}).partial();
export type WebhookEdit = z.output<typeof webhookEdit>;

/** Returns what pages call a webhook: the host of its address, and the path. */
export function webhookName({ url }: Pick<Webhook, "url">): string {
  const { host, pathname } = new URL(url);
  return pathname === "/" ? host : host + pathname;
}
