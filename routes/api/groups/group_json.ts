import { z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { type Group, groupName, NAME_TAKEN } from "../../../domain/groups/group.ts";

import { uuid } from "../../http/params.ts";

/** A group in JSON. */
export const groupJson = z.object({
  site_group_uuid: z.guid(),
  site_group_name: z.string().nullable(),
  name: z.string().describe("The name that pages show, also of a group without one"),
  service_level: z.int().nullable().describe("0 is free, 1 is paid"),
  is_admin: z.boolean().describe("It has every site, and its users administer"),
  created_utc: z.string().nullable(),
  members: z.int(),
  deactivated: z.int().describe("Of the members"),
  sites: z.int(),
  capacity_kw: z.number().describe("Sum over the sites whose capacity is known"),
  with_capacity: z.int().describe("How many sites these are"),
  last_seen_utc: z.string().nullable().describe("Last request of any member"),
  version: z.int().describe("Number of edits of the group itself, starting at 1"),
}).openapi("Group");

/** The path of a group. */
export const groupParams = z.object({ site_group_uuid: uuid() });

/** Returns the JSON of a group. */
export function groupToJson(group: Group): z.output<typeof groupJson> {
  return { ...group, name: groupName(group) };
}

/** Makes the error for a name that another group has. */
export function nameTaken(): AppError {
  return new AppError("conflict", NAME_TAKEN.message, { fields: [NAME_TAKEN] });
}
