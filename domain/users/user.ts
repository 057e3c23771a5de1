import { z } from "zod";
import { groupFields } from "../groups/group.ts";
import { versionRead } from "../version.ts";
import { emailAddress } from "../account/sign_in.ts";

/** A user as admins see them: with the group, and facts about signing in. */
export interface User {
  user_uuid: string;
  /** Null for users that the Python SDK made without one, who cannot sign in. */
  email: string | null;
  site_group_uuid: string;
  site_group_name: string | null;
  is_admin: boolean;
  created_utc: string | null;
  last_seen_utc: string | null;
  /** Null: active. */
  deactivated_utc: string | null;
  has_password: boolean;
  has_factor: boolean;
  /** Running sessions and active tokens. */
  sessions: number;
  tokens: number;
  /** Number of edits, starting at 1. */
  version: number;
  /** When the link to set a password expires; null without one. */
  link_expires_utc: string | null;
}

/** A user in a list of all users. */
export type UserRow = Pick<
  User,
  "user_uuid" | "email" | "site_group_name" | "is_admin" | "has_password"
>;

/** Returns what pages call a user: the e-mail address, else the start of the UUID. */
export function userName({ email, user_uuid }: Pick<User, "email" | "user_uuid">): string {
  return email || `User ${user_uuid.slice(0, 8)} (no e-mail)`;
}

/** Returns what must be typed to confirm a deletion: the e-mail address, else the UUID. */
export function nameToType({ email, user_uuid }: Pick<User, "email" | "user_uuid">): string {
  return email || user_uuid;
}

const groupUuid = z.guid({ error: "Choose a group." });

/** A new e-mail address of a user; with `version`, only of that one. */
export const userEdit = z.strictObject({ email: emailAddress, version: versionRead });
/** The group that a user moves to; with `version`, only a user of that one. */
export const userMove = z.strictObject({ site_group_uuid: groupUuid, version: versionRead });
/** A new user of an existing group. */
export const newUser = z.strictObject({ email: emailAddress, site_group_uuid: groupUuid });

/** Changes of a user; what is absent stays. */
export const userChange = z.strictObject({
  email: emailAddress.optional(),
  site_group_uuid: z.guid({ error: "Send the UUID of a group." }).optional(),
  active: z.boolean({ error: "Write true or false." }).optional(),
  version: versionRead,
});

const ONE_GROUP = "Choose a group or name a new one: one of the two.";

/** The form of a new user, in an existing group or in a new one of their own. */
export const newUserForm = z.object({
  email: emailAddress,
  site_group_uuid: groupUuid.optional(),
  new_group: groupFields.shape.site_group_name.optional(),
}).refine((form) => (form.site_group_uuid === undefined) !== (form.new_group === undefined), {
  path: ["site_group_uuid"],
  error: ONE_GROUP,
  when: ({ issues }) => issues.every(({ path }) => path?.[0] === "email"),
});
