import { z } from "zod";

/** What identifies a group. Other writers of the database may leave the name out. */
export interface GroupName {
  site_group_uuid: string;
  site_group_name: string | null;
  is_admin: boolean;
}

/** A group that surely has a name. */
export type SiteGroup = GroupName & { site_group_name: string };

/** A group with what it has. */
export interface Group extends GroupName {
  service_level: number | null;
  created_utc: string | null;
  members: number;
  /** Of those the deactivated. */
  deactivated: number;
  sites: number;
  /** Sum over the sites whose capacity is a number, and how many these are. */
  capacity_kw: number;
  with_capacity: number;
  /** The last request of any member; as long as they are members. */
  last_seen_utc: string | null;
}

/** What a group's customers pay for, by the number in the database. */
export const SERVICE_LEVELS = ["free", "paid"] as const;

const name = z.string({ error: "Enter a name." }).trim()
  .min(1, { error: "Enter a name." })
  .max(255, { error: "A name has at most 255 characters: shorten it." })
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: "A name is one line without control characters." });

const level = "Choose the service level: 0 is free, 1 is paid.";

/** A new group, or one that is edited; without a service level: 0, or the one it has. */
export const groupFields = z.object({
  site_group_name: name,
  service_level: z.int({ error: level }).min(0, { error: level }).max(1, { error: level })
    .optional(),
});

/** What may be changed of a group; what is absent stays. */
export const groupChange = groupFields.partial().extend({
  is_admin: z.boolean({ error: "is_admin is true or false." }).optional(),
});

export const NAME_TAKEN = {
  field: "site_group_name",
  message: "There is a group of this name already.",
};

/** What pages call a group: its name, else the start of its UUID (the Python SDK needs no name). */
export function groupName(
  { site_group_uuid, site_group_name }: Omit<GroupName, "is_admin">,
): string {
  return site_group_name?.trim() || `Group ${site_group_uuid.slice(0, 8)}`;
}

/** `0, free`; other writers may store any number or none. */
export function serviceLevel(level: number | null): string {
  if (level === null) return "not set";
  const word = SERVICE_LEVELS[level];
  return word ? `${level}, ${word}` : String(level);
}

/** Why a group with members stays; the database says the same. */
export function hasUsers(group: Omit<GroupName, "is_admin">): string {
  return `Site group with name ${group.site_group_name ?? "<NULL>"} and ` +
    `site group uuid ${group.site_group_uuid} has users and cannot be deleted.`;
}
