import { z } from "zod";
import type { GroupName } from "../groups/group.ts";
import type { FieldError } from "../errors.ts";
import { type Client, clientName } from "./client.ts";
import { newSite } from "./site_input.ts";
import type { Site } from "./site.ts";

/** A site as admins see it: with its groups, and the client and model assigned to it. */
export interface AdminSite extends Site {
  groups: GroupName[];
  client_uuid: string | null;
  client_name: string | null;
  ml_model_uuid: string | null;
  model_name: string | null;
  model_version: string | null;
  /** How many hints there are about data that contradict its facts. */
  hint_count: number;
}

/** Returns the groups of a site but the admin groups, which have every site. */
export function ordinaryGroups({ groups }: Pick<AdminSite, "groups">): GroupName[] {
  return groups.filter((group) => !group.is_admin);
}

const model = z.guid({ error: "Choose a model from the list, or none." }).nullable();
const client = z.guid({ error: "Choose a client from the list, or none." }).nullable();

/** The model and the client to assign to a site; null: none. */
export const assignment = z.object({ ml_model_uuid: model, client_uuid: client });
export type Assignment = z.output<typeof assignment>;

/** The same as a form, which can name a new client instead. */
export const assignmentForm = assignment.extend({
  client_name: clientName.nullable().optional(),
});

/** Returns an error for a model or client that does not exist. */
export function unknownOf(
  { ml_model_uuid, client_uuid }: Assignment,
  models: { model_uuid: string }[],
  clients: Client[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (
    ml_model_uuid !== null && !models.some((one) => one.model_uuid === ml_model_uuid.toLowerCase())
  ) {
    errors.push({ field: "ml_model_uuid", message: "There is no such model: choose another." });
  }
  if (
    client_uuid !== null && !clients.some((one) => one.client_uuid === client_uuid.toLowerCase())
  ) {
    errors.push({ field: "client_uuid", message: "There is no such client: choose another." });
  }
  return errors;
}

const groupList = z.array(z.guid({ error: "Choose groups from the list." }), {
  error: "Send the groups as a list of UUIDs; an empty list means the admin groups alone.",
}).max(1000, { error: "Choose at most 1000 groups." });

/** A new site with its groups; without any, only the admin groups have it. */
export const newSiteInGroups = newSite.safeExtend({ site_group_uuids: groupList });

/** The same as a form, in which "no group" must be confirmed: a member would not see the site. */
export const newSiteForm = newSiteInGroups.safeExtend({ in_no_group: z.boolean() });

/** Returns an error for groups that do not exist, and for a contradictory choice. */
export function wrongGroups(
  chosen: { site_group_uuids: string[]; in_no_group?: boolean },
  known: { site_group_uuid: string }[],
): FieldError[] {
  const field = "site_group_uuids";
  const { site_group_uuids, in_no_group } = chosen;
  const uuids = new Set(known.map((group) => group.site_group_uuid));
  if (!site_group_uuids.every((uuid) => uuids.has(uuid.toLowerCase()))) {
    return [{ field, message: "One of these groups does not exist: choose again." }];
  }
  if (in_no_group === undefined || in_no_group === (site_group_uuids.length === 0)) return [];
  return in_no_group
    ? [{ field, message: "Choose groups, or that the site is in none yet, not both." }]
    : [{ field, message: "Choose at least one group, or confirm that the site is in none yet." }];
}

/** Whether a site is active. */
export const activity = z.object({
  active: z.boolean({ error: "Write true or false." }),
});
