import { z } from "zod";
import { keptForm } from "./kept_form.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "./password.ts";

const text = (message: string) => z.string({ error: message }).min(1, { error: message });

/**
 * The path to go to after signing in: one of ours (`//host` and `/\host` would leave the service).
 */
const ownPath = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/).catch("/sites");

/** An e-mail address for a new account, taken without the blanks around it. */
export const emailAddress = z.string().trim().max(255).pipe(
  z.email({ error: "Enter an e-mail address like alice@example.org." }),
);

/**
 * The form of POST /sign-in. Its e-mail need not be well-formed, only not too long: one that nobody
 * has is refused with the password. A `next` that is no path of ours becomes `/sites`.
 */
export const signInForm = z.object({
  email: text("Enter your e-mail address.").max(255, { error: "This is too long for an e-mail." }),
  password: text("Enter your password.").max(PASSWORD_MAX_LENGTH, {
    error: `A password has at most ${PASSWORD_MAX_LENGTH} characters.`,
  }),
  next: ownPath.default("/sites"),
  kept: keptForm,
});

/** The form of POST /set-password: the secret of the link (none: empty) and the new password. */
export const setPasswordForm = z.object({
  token: z.string().catch(""),
  password: z.string({ error: "Choose a password." })
    .min(PASSWORD_MIN_LENGTH, { error: `Use at least ${PASSWORD_MIN_LENGTH} characters.` })
    .max(PASSWORD_MAX_LENGTH, { error: `Use at most ${PASSWORD_MAX_LENGTH} characters.` }),
});
