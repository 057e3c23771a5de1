import { type UsageDays, usageDays } from "./usage.ts";

/** Kinds of security events, with the words that pages have for them. */
export const SECURITY_KINDS = {
  sign_in: "Signed in",
  failure: "Sign-in failed",
  refusal: "Refused",
  limit: "Too many attempts",
  link: "Password link",
  password: "Password set",
  token: "API token",
  identity: "Identity provider",
  download: "Download link",
  webhook: "Webhook",
  factor: "Second factor",
  session: "Session ended",
  rights: "Rights changed",
} as const;

export type SecurityKind = keyof typeof SECURITY_KINDS;

/** A security event to record. */
export interface NewSecurityEvent {
  kind: SecurityKind;
  at: Temporal.Instant;
  /** The user who acted; null: a visitor who was not signed in, or a task. */
  user_uuid: string | null;
  /** That user's e-mail address, or the one that was typed. */
  email: string;
  /** The user whom it is about, where that is another one. */
  subject_uuid: string | null;
  subject_email: string;
  /** Network address of the client; null for tasks. */
  address: string | null;
  request_id: string;
  /** What happened, in a sentence that contains no secret. */
  detail: string;
  /** How often; once when left out. */
  times?: number;
}

/** A row of the log: events of one minute that were equal. */
export interface SecurityEvent {
  event_uuid: string;
  kind: SecurityKind;
  at_utc: string;
  /** When the last of them happened. */
  last_utc: string;
  times: number;
  user_uuid: string | null;
  email: string;
  subject_uuid: string | null;
  subject_email: string;
  address: string | null;
  request_id: string;
  detail: string;
}

/** Which events to list. */
export interface SecurityQuery extends UsageDays {
  /** Undefined: of every kind. */
  kind?: SecurityKind;
  /** Part of an e-mail address, of who acted or of whom it is about; empty: everybody. */
  q: string;
}

/** Completes a range of days as `usageDays` does. */
export const securityDays = usageDays;

/**
 * Returns true for events that clients cause as often as they send requests: these are counted in the
 * process, and written once a second.
 */
export function isRepeatable({ kind }: Pick<NewSecurityEvent, "kind">): boolean {
  return kind === "refusal" || kind === "limit";
}

const MAX_EMAIL = 255;
const MAX_DETAIL = 300;
const MAX_REQUEST_ID = 100;

/** Shortens the texts of an event, which clients choose in part, to what PostgreSQL can store. */
export function bounded(event: NewSecurityEvent): NewSecurityEvent {
  return {
    ...event,
    email: storable(event.email, MAX_EMAIL),
    subject_email: storable(event.subject_email, MAX_EMAIL),
    request_id: storable(event.request_id, MAX_REQUEST_ID),
    detail: storable(event.detail, MAX_DETAIL),
  };
}

/** Replaces control characters and lone surrogates: PostgreSQL refuses some of them (22021). */
function storable(text: string, most: number): string {
  return text.slice(0, most).toWellFormed().replace(/\p{Cc}/gu, "\u{FFFD}");
}

/** Returns true when a text is a kind of security events. */
export function isSecurityKind(text: string): text is SecurityKind {
  return Object.hasOwn(SECURITY_KINDS, text);
}
