import type { AdminSql } from "../../../db/scope.ts";
import type { FieldError } from "../../../domain/errors.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as users from "../../../sql/users/users.ts";

interface NewUser {
  email: string;
  /** One of the two. */
  site_group_uuid?: string;
  new_group?: string;
}

type Added =
  | { user: { user_uuid: string; email: string }; errors?: undefined }
  | { user?: undefined; errors: FieldError[] };

const TAKEN = { field: "email", message: "Another user has this e-mail address." };
const NO_GROUP = { field: "site_group_uuid", message: "There is no such group." };
const GROUP_TAKEN = {
  field: "new_group",
  message: "There is a group with this name already: choose it in the list.",
};

/**
 * Adds a user, with the group if it is new. Returns errors for the form; respond with a status of 400
 * or more then, so that a group that was made is rolled back.
 */
export async function addUser(sql: AdminSql, wanted: NewUser): Promise<Added> {
  const { email, new_group } = wanted;
  const group = await groupFor(sql, wanted);
  if (group === undefined) {
    const errors = [new_group === undefined ? NO_GROUP : GROUP_TAKEN];
    return { errors: await users.find(sql, email) ? [TAKEN, ...errors] : errors };
  }
  const user_uuid = await users.make(sql, email, group);
  return user_uuid === undefined ? { errors: [TAKEN] } : { user: { user_uuid, email } };
}

async function groupFor(sql: AdminSql, { new_group, site_group_uuid }: NewUser) {
  if (new_group !== undefined) {
    return await siteGroups.insert(sql, { site_group_name: new_group, service_level: 0 });
  }
  return (await siteGroups.find(sql, site_group_uuid!))?.site_group_uuid;
}
