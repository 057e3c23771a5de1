import { z } from "zod";
import { versionRead } from "../version.ts";

/** UUID, name and kind of a group. The Python SDK can store groups without a name. */
export interface GroupName {
  site_group_uuid: string;
  site_group_name: string | null;
  is_admin: boolean;
}

/** A group that has a name. */
export type SiteGroup = GroupName & { site_group_name: string };

/** A group with counts of its users and sites. */
export interface Group extends GroupName {
  service_level: number | null;
  /** Number of edits, starting at 1. */
  version: number;
  created_utc: string | null;
  members: number;
  /** How many of the members are deactivated. */
  deactivated: number;
  sites: number;
  /** Sum of the finite capacities of its sites, and how many sites have one. */
  capacity_kw: number;
  with_capacity: number;
  /** Time of the last request of its current members. */
  last_seen_utc: string | null;
}

/** Names of the service levels; the database stores the index. */
export const SERVICE_LEVELS = ["free", "paid"] as const;

const name = z.string({ error: "Enter a name." }).trim()
  .min(1, { error: "Enter a name." })
  .max(255, { error: "Shorten the name to at most 255 characters." })
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: "A name is one line without control characters." });

const level = "Choose the service level: 0 is free, 1 is paid.";

/**
 * A new or edited group. Without a service level a new group gets 0, an edited one keeps its level.
 */
export const groupFields = z.object({
  site_group_name: name,
  service_level: z.int({ error: level }).min(0, { error: level }).max(1, { error: level })
    .optional(),
});

/** The form of a group; with `version`, only for that one. */
export const groupEdit = groupFields.extend({ version: versionRead });

/** Changes of a group; what is absent stays. */
export const groupChange = groupFields.partial().extend({
  is_admin: z.boolean({ error: "Write true or false." }).optional(),
  version: versionRead,
});

/** The error for a name that another group has. */
export const NAME_TAKEN = {
  field: "site_group_name",
  message: "There is a group with this name already.",
};

/** Returns what pages call a group: its name, else the start of its UUID. */
export function groupName(
  { site_group_uuid, site_group_name }: Omit<GroupName, "is_admin">,
): string {
  return site_group_name?.trim() || `Group ${site_group_uuid.slice(0, 8)}`;
}

/** Returns `0, free`; just the number for levels without a name, `not set` for null. */
export function serviceLevel(level: number | null): string {
  if (level === null) return "not set";
  const word = SERVICE_LEVELS[level];
  return word ? `${level}, ${word}` : String(level);
}

/** Returns why a group with users cannot be deleted, in the same words as the database. */
export function hasUsers(group: Omit<GroupName, "is_admin">): string {
  return `Site group with name ${group.site_group_name ?? "<NULL>"} and ` +
    `site group uuid ${group.site_group_uuid} has users and cannot be deleted.`;
}
