import type { DeliveredEvent } from "./event.ts";

/**
 * Where a delivery stands: to be sent (again), delivered, given up, or empty, since the group saw
 * nothing of it any more when it was to be sent.
 */
export const DELIVERY_STATES = ["waiting", "delivered", "failed", "empty"] as const;
export type DeliveryState = typeof DELIVERY_STATES[number];

/** Why an attempt got no response, with the sentence that pages have for it. */
export const ATTEMPT_FAILURES = {
  no_address: "The name has no address.",
  not_public: "The name leads to an address that is not on the public internet.",
  not_connected: "No connection could be made.",
  no_certificate: "The connection is not secure: the certificate does not fit the name.",
  no_response: "The connection ended without a valid response.",
  timed_out: "There was no response within 10 seconds.",
  no_secret: "The secret cannot be read any more: make a new one.",
  service_error: "The service could not send it; its log says why.",
} as const;
export type AttemptFailure = keyof typeof ATTEMPT_FAILURES;

/** How an attempt ended: with the status of the response or, without one, with the reason. */
export type Outcome =
  | { status: number; failure: null }
  | { status: null; failure: AttemptFailure };

/** An attempt to deliver. */
export type Attempt = Outcome & {
  at_utc: string;
  /** From the look-up of the name until the response was read. */
  milliseconds: number;
};

/** An event that is sent to a webhook, and what became of it. */
export interface Delivery {
  delivery_uuid: string;
  event: DeliveredEvent;
  state: DeliveryState;
  /** The last 40, the newest last. */
  attempts: Attempt[];
  created_utc: string;
  /** When it is sent next; null: it is not waiting. */
  next_utc: string | null;
  ended_utc: string | null;
}

/** For how long a delivery is tried again. */
export const RETRY_HOURS = 24;
/** Seconds from each failed attempt to the next one: 23 hours and 21 minutes in all. */
export const BACK_OFF_SECONDS = [10, 60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 28_800, 5400];

/**
 * A webhook is switched off when deliveries have failed for as many days, none arrived meanwhile, and
 * at least as many were given up.
 */
export const SWITCH_OFF = { days: 3, deliveries: 3 };

/** Returns true for a response that says the receiver has the message. */
export function isDelivered({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Returns when a delivery is tried again after an attempt failed; undefined when it is given up.
 * `retries`: attempts that failed before this one.
 */
export function nextAttempt(
  retries: number,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Temporal.Instant | undefined {
  const seconds = BACK_OFF_SECONDS[retries];
  if (seconds === undefined) return undefined;
  const next = now.add({ seconds });
  return Temporal.Instant.compare(next, until) <= 0 ? next : undefined;
}
