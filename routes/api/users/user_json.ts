import { z } from "@hono/zod-openapi";
import type { User } from "../../../domain/users/user.ts";

/** A user in JSON. */
export const userJson = z.object({
  user_uuid: z.guid(),
  email: z.string().nullable(),
  site_group_uuid: z.guid(),
  site_group_name: z.string().nullable(),
  is_admin: z.boolean().describe("Whether the group, and so the user, administers"),
  active: z.boolean().describe("May sign in and use tokens"),
  created_utc: z.string().nullable(),
  last_seen_utc: z.string().nullable().describe("Time of the last request, within a few minutes"),
  deactivated_utc: z.string().nullable(),
  has_password: z.boolean(),
  has_factor: z.boolean().describe("Whether signing in takes a second factor"),
  sessions: z.int().describe("Browsers that are signed in now"),
  tokens: z.int().describe("API tokens that work now"),
  version: z.int().describe("Number of edits, starting at 1"),
}).openapi("User");

/** Returns the JSON of a user. */
export function userToJson({ link_expires_utc: _, ...user }: User): z.output<typeof userJson> {
  return { ...user, active: user.deactivated_utc === null };
}
