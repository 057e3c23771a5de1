import { z } from "zod";
import { keptForm } from "./kept_form.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "./password.ts";

const TOO_LONG = `A password has at most ${PASSWORD_MAX_LENGTH} characters.`;
const text = (message: string) => z.string({ error: message }).min(1, { error: message });

/**
 * The path to go to after signing in: one of ours (`//host` and `/\host` would leave the service).
 */
const ownPath = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/).catch("/sites");

const LIKE_THIS = "Enter an e-mail address like alice@example.org.";

/** An e-mail address for a new account, taken without the blanks around it. */
export const emailAddress = z.string({ error: LIKE_THIS }).trim()
  .max(255, { error: "An e-mail address has at most 255 characters." })
  .pipe(z.email({ error: LIKE_THIS }));

/**
 * The form of POST /sign-in. Its e-mail need not be well-formed, only not too long: one that nobody
 * has is refused with the password. A `next` that is no path of ours becomes `/sites`.
 */
export const signInForm = z.object({
  email: text("Enter your e-mail address.").max(255, { error: "This is too long for an e-mail." }),
  password: text("Enter your password.").max(PASSWORD_MAX_LENGTH, { error: TOO_LONG }),
  next: ownPath.default("/sites"),
  kept: keptForm,
});

const newPassword = z.string({ error: "Choose a password." })
  .min(PASSWORD_MIN_LENGTH, { error: `Use at least ${PASSWORD_MIN_LENGTH} characters.` })
  .max(PASSWORD_MAX_LENGTH, { error: `Use at most ${PASSWORD_MAX_LENGTH} characters.` });

/** The form of POST /set-password: the secret of the link (none: empty) and the new password. */
export const setPasswordForm = z.object({ token: z.string().catch(""), password: newPassword });

/** The form of POST /account/password. Blanks belong to a password: nothing is trimmed. */
export const changePasswordForm = z.object({
  current_password: text("Enter your current password.").max(PASSWORD_MAX_LENGTH, {
    error: TOO_LONG,
  }),
  password: newPassword,
});

/** Said when an address, or an account from it, has failed too often. */
export function tooManyAttempts(retryAfterSeconds: number): string {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return `Too many failed attempts. Try again in ${minutes} minute${minutes > 1 ? "s" : ""}.`;
}
