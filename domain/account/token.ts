import { z } from "zod";
import { isStorable } from "../sites/site_input.ts";

/** A token of one's own, without its secret: that was shown once. */
export interface Token {
  token_uuid: string;
  /** Empty: made by a task. */
  name: string;
  /** The start of the secret, by which one knows it again. */
  prefix: string;
  can_write: boolean;
  state: "active" | "expired" | "revoked";
  created_utc: string;
  /** NULL: never. */
  expires_utc: string | null;
  last_used_utc: string | null;
  revoked_utc: string | null;
}

/** A token of any user, with the user's e-mail. */
export type OwnedToken = Omit<Token, "name" | "state"> & { email: string | null };

export function tokenName({ name, prefix }: Pick<Token, "name" | "prefix">): string {
  return name || prefix;
}

/** The form of a new token. Its key becomes the token's UUID: sent twice, it makes one. */
export const newTokenForm = z.object({
  form_key: z.guid({ error: "Open this form again: it is out of date." }),
  name: z.string({ error: "Enter a name, such as what will use this token." }).trim()
    .max(80, { error: "Use at most 80 characters." })
    .refine(isStorable, { error: "It holds a character that is no text. Type it anew." }),
  scope: z.enum(["read", "write"], { error: "Choose what the token may do." }),
  expiry: z.enum(["30", "90", "365", "never"], { error: "Choose how long the token works." })
    .transform((text) => text === "never" ? null : Number(text)),
});
