/** Kinds of security events, with the words that pages have for them. */
export const SECURITY_KINDS = {
  sign_in: "Signed in",
  failure: "Sign-in failed",
  refusal: "Refused",
  limit: "Too many attempts",
  link: "Password link",
  password: "Password set",
  token: "API token",
  factor: "Second factor",
  session: "Session ended",
  rights: "Rights changed",
} as const;

export type SecurityKind = keyof typeof SECURITY_KINDS;

/** A security event to record. */
export interface NewSecurityEvent {
  kind: SecurityKind;
  at: Temporal.Instant;
  /** The user who acted; null: nobody who was signed in, or a task. */
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
