import { z } from "zod";
import { isStorable } from "../text.ts";

/** A token as its user sees it: without the secret, which was shown once. */
export interface Token {
  token_uuid: string;
  /** Empty for a token that a task made. */
  name: string;
  /** The start of the token, which may be shown. */
  prefix: string;
  can_write: boolean;
  state: "active" | "expired" | "revoked";
  created_utc: string;
  /** Null: the token never expires. */
  expires_utc: string | null;
  last_used_utc: string | null;
  revoked_utc: string | null;
}

/** A token of any user, with the user's e-mail. */
export type OwnedToken = Omit<Token, "name" | "state"> & { email: string | null };

/** Returns what pages call a token: its name, else its prefix. */
export function tokenName({ name, prefix }: Pick<Token, "name" | "prefix">): string {
  return name || prefix;
}

/**
 * The form of a new token. Its key becomes the token's UUID, so that the same form makes one token.
 */
export const newTokenForm = z.object({
  form_key: z.guid({ error: "Open this form again: it is out of date." }),
  name: z.string({ error: "Enter a name, such as what will use this token." }).trim()
    .max(80, { error: "Use at most 80 characters." })
    .refine(isStorable, { error: "The name contains an invalid character." }),
  scope: z.enum(["read", "write"], { error: "Choose what the token may do." }),
  expiry: z.enum(["30", "90", "365", "never"], { error: "Choose how long the token works." })
    .transform((text) => text === "never" ? null : Number(text)),
});
