import { z } from "zod";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "./password.ts";

const TOO_LONG = `A password has at most ${PASSWORD_MAX_LENGTH} characters.`;
const text = (message: string) => z.string({ error: message }).min(1, { error: message });

const LIKE_THIS = "Enter an e-mail address like alice@example.org.";

/** The e-mail address of a new account, trimmed. */
export const emailAddress = z.string({ error: LIKE_THIS }).trim()
  .max(255, { error: "An e-mail address has at most 255 characters." })
  .pipe(z.email({ error: LIKE_THIS }));

/**
 * What signs a user in. The e-mail may be malformed, though not too long: it is then unknown, and
 * is refused with the password.
 */
export const credentials = z.object({
  email: text("Enter your e-mail address.").max(255, {
    error: "This is too long for an e-mail address.",
  }),
  password: text("Enter your password.").max(PASSWORD_MAX_LENGTH, { error: TOO_LONG }),
});

/** The form that asks a signed-in user for the password again. */
export const confirmPasswordForm = credentials.pick({ password: true });

const newPassword = z.string({ error: "Choose a password." })
  .min(PASSWORD_MIN_LENGTH, { error: `Use at least ${PASSWORD_MIN_LENGTH} characters.` })
  .max(PASSWORD_MAX_LENGTH, { error: `Use at most ${PASSWORD_MAX_LENGTH} characters.` });

/** The form behind a one-time link: the link's secret (empty when missing) and the new password. */
export const setPasswordForm = z.object({ token: z.string().catch(""), password: newPassword });

/** The form that changes a password. Spaces are part of a password: nothing is trimmed. */
export const changePasswordForm = z.object({
  current_password: text("Enter your current password.").max(PASSWORD_MAX_LENGTH, {
    error: TOO_LONG,
  }),
  password: newPassword,
});

/** Returns the sentence for an attempt over a limit. It says the same of accounts that do not exist. */
export function tooManyAttempts(retryAfterSeconds: number): string {
  const [count, unit] = retryAfterSeconds < 60
    ? [retryAfterSeconds, "second"]
    : [Math.ceil(retryAfterSeconds / 60), "minute"];
  return `Too many failed attempts. Try again in ${count} ${unit}${count === 1 ? "" : "s"}.`;
}

/**
 * How many failed sign-ins are allowed in a span of minutes before more are refused: of an account
 * from one address or one known device, and of an address (of a /56 of IPv6: four times as many).
 */
export interface SignInLimits {
  perAccount: number;
  perAddress: number;
  minutes: number;
}
