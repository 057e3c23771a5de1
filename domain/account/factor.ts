import { z } from "zod";

/** The second factor of a user, without its secret. */
export interface Factor {
  since_utc: string;
  /** Recovery codes that were not used yet. */
  recovery_codes: number;
}

/** How many wrong codes of a user are allowed in a span of minutes before more are refused. */
export const CODE_LIMITS = { wrong: 5, minutes: 15 };

/** Who may not sign in without a second factor. */
export type FactorRequired = "off" | "admins";

/** Returns whether a user may not sign in without a second factor. */
export function mustHaveFactor(
  required: FactorRequired,
  { is_admin }: { is_admin: boolean },
): boolean {
  return required === "admins" && is_admin;
}

const SIX_DIGITS = "Enter the six digits that the app shows.";
/** Apps show codes as two groups of digits, and people copy them so. */
const appCode = z.string({ error: SIX_DIGITS }).transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, { error: SIX_DIGITS }));

/** A form with a code of the app: it confirms a new factor, and signs in. */
export const appCodeForm = z.object({ code: appCode });

/** The form of a sign-in when it holds a recovery code. */
export const recoveryCodeForm = z.object({ recovery_code: z.string().trim().min(1).max(100) });
