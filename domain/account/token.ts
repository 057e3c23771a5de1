import { z } from "zod";
import { counted } from "../plural.ts";
import { isStorable } from "../text.ts";

/** A token as its user sees it: without the secret, which was shown once. */
export interface Token {
  token_uuid: string;
  /** Empty for a token that a task made. */
  name: string;
  /** The start of the token, which may be shown. */
  prefix: string;
  can_write: boolean;
  /** True: it writes generation, and may do nothing else. */
  only_generation: boolean;
  /** The only sites that it sees and writes; null: all that its user sees. */
  site_uuids: string[] | null;
  /** Whether it can make its successor. */
  may_rotate: boolean;
  /** The token that took its place; null: none. */
  successor_uuid: string | null;
  state: "active" | "expired" | "revoked";
  created_utc: string;
  /** Null: the token never expires. */
  expires_utc: string | null;
  last_used_utc: string | null;
  revoked_utc: string | null;
}

/** A token of any user, with the user's e-mail. */
export type OwnedToken = Omit<Token, "name" | "state" | "successor_uuid"> & {
  email: string | null;
};

/** Returns what pages call a token: its name, else its prefix. */
export function tokenName({ name, prefix }: Pick<Token, "name" | "prefix">): string {
  return name || prefix;
}

/** Returns what a token may do, in words: "read and write, 2 sites only". */
export function tokenAccess(
  { can_write, only_generation, site_uuids, may_rotate }: Pick<
    Token,
    "can_write" | "only_generation" | "site_uuids" | "may_rotate"
  >,
): string {
  const what = only_generation ? "write generation only" : can_write ? "read and write" : "read";
  return [
    what,
    site_uuids && `${counted(site_uuids.length, "site")} only`,
    may_rotate && "may rotate",
  ].filter(Boolean).join(", ");
}

/** Most sites that a token can be limited to. */
export const MAX_TOKEN_SITES = 500;

/**
 * The form of a new token. Its key becomes the token's UUID, so that the same form makes one token.
 */
export const newTokenForm = z.object({
  form_key: z.guid({ error: "Open this form again: it is out of date." }),
  name: z.string({ error: "Enter a name, such as what will use this token." }).trim()
    .max(80, { error: "Use at most 80 characters." })
    .refine(isStorable, { error: "The name contains an invalid character." }),
  scope: z.enum(["read", "write", "generation"], { error: "Choose what the token may do." }),
  expiry: z.enum(["30", "90", "365", "never"], { error: "Choose how long the token works." })
    .transform((text) => text === "never" ? null : Number(text)),
  site_uuids: z.array(z.guid({ error: "Choose sites of the list." }))
    .max(MAX_TOKEN_SITES, { error: `Choose at most ${MAX_TOKEN_SITES} sites.` }).default([]),
  may_rotate: z.boolean({ error: "Tick it or not." }).default(false),
});

const OVERLAP = { error: "Write whole minutes from 0 to 60." };

/** How a token makes its successor. */
export const tokenRotation = z.strictObject({
  overlap_minutes: z.int(OVERLAP).min(0, OVERLAP).max(60, OVERLAP).default(10),
});
