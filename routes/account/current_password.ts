import type { Context } from "hono";
import * as passwords from "../../sql/account/passwords.ts";
import * as signIn from "../../sql/account/sign_in.ts";
import type { SignedIn } from "../http/context.ts";
import { refuseWhenBusy, verifyPassword } from "../http/password_queue.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { beginOwnAttempt } from "./attempts.ts";

/** The stored hash of the right password; or, with too many wrong ones, when to try again. */
export type PasswordCheck =
  | { outcome: "right"; hash: string }
  | { outcome: "wrong" }
  | { outcome: "too many"; retryAfterSeconds: number };

/**
 * Checks whether a password is the viewer's. Counts the attempts of all sessions of the user
 * together, so that nobody at an unlocked browser may guess without end. Throws "unavailable" while
 * very many passwords wait.
 */
export async function checkCurrentPassword(
  c: Context<SignedIn>,
  password: string,
): Promise<PasswordCheck> {
  const { viewer, services: { database } } = c.var;
  refuseWhenBusy();
  const attempt = await beginOwnAttempt(c);
  if (attempt.attempt_uuid === null) {
    await recordSecurityEvent(c, { kind: "limit", detail: "The password was not checked." });
    return { outcome: "too many", retryAfterSeconds: attempt.retry_after_seconds };
  }
  const hash = await passwords.hashOf(database.owner, viewer.user_uuid);
  if (!hash || !await verifyPassword(password, hash)) {
    await recordSecurityEvent(c, { kind: "failure", detail: "Wrong current password." });
    return { outcome: "wrong" };
  }
  await signIn.forgiveAttempt(database.owner, attempt.attempt_uuid);
  return { outcome: "right", hash };
}
