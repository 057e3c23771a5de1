import { z } from "zod";
import { PASSWORD_MIN_LENGTH } from "./password.ts";

/** Longest password that is hashed: nobody makes the service work on a megabyte. */
export const PASSWORD_MAX_LENGTH = 256;

const text = (message: string) => z.string({ error: message }).min(1, { error: message });

/** The path to go to after signing in: one of ours (`//host` and `/\host` would leave the service). */
const ownPath = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/).catch("/sites");

export const emailAddress = z.string().trim().max(255).pipe(
  z.email({ error: "Enter an e-mail address like alice@example.org." }),
);

export const signInForm = z.object({
  email: text("Enter your e-mail address.").max(255, { error: "This is too long for an e-mail." }),
  password: text("Enter your password.").max(PASSWORD_MAX_LENGTH, {
    error: `A password has at most ${PASSWORD_MAX_LENGTH} characters.`,
  }),
  next: ownPath.default("/sites"),
});

export const setPasswordForm = z.object({
  token: z.string().catch(""),
  password: z.string({ error: "Choose a password." })
    .min(PASSWORD_MIN_LENGTH, { error: `Use at least ${PASSWORD_MIN_LENGTH} characters.` })
    .max(PASSWORD_MAX_LENGTH, { error: `Use at most ${PASSWORD_MAX_LENGTH} characters.` }),
});
