import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a browser is known after a sign-in. */
export const DEVICE_DAYS = 365;
const SECONDS_PER_DAY = 86_400;

/**
 * Makes the text by which a browser is known that signed in to an account: `ID.UNTIL.SIGNATURE`,
 * with a random id, the Unix time at which it ends, and an HMAC-SHA-256 of both and the e-mail
 * address, which is not in it (OWASP: Slow Down Online Guessing Attacks with Device Cookies).
 */
export function newDevice(key: Uint8Array, email: string, now: Temporal.Instant): string {
  const id = randomBytes(16).toString("base64url");
  const until = Math.floor(now.epochMilliseconds / 1000) + DEVICE_DAYS * SECONDS_PER_DAY;
  return `${id}.${until}.${signature(key, id, String(until), email)}`;
}

/**
 * Returns the id of a device that signed in to this account; undefined for another account, a text
 * that was changed or made up, and one that has ended.
 */
export function deviceOf(
  key: Uint8Array,
  email: string,
  text: string,
  now: Temporal.Instant,
): string | undefined {
  const [id = "", until = "", given = ""] = text.split(".");
  const right = Buffer.from(signature(key, id, until, email));
  const typed = Buffer.from(given);
  if (typed.length !== right.length || !timingSafeEqual(typed, right)) return undefined;
  return Number(until) * 1000 > now.epochMilliseconds ? id : undefined;
}

function signature(key: Uint8Array, id: string, until: string, email: string): string {
  const text = [id, until, email.trim().toLowerCase()].join("\n");
  return createHmac("sha256", key).update(text).digest("base64url");
}
