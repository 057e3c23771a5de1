import { groupName } from "../../../domain/groups/group.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import type { Fact } from "../original_values.ts";

/** Returns what counts as an edit of a user. */
export function userFacts(user: User): Fact[] {
  const state = user.deactivated_utc === null ? "active" : "deactivated";
  return [
    { name: "email", label: "E-mail", value: user.email ?? "", text: userName(user) },
    { name: "group", label: "Group", value: user.site_group_uuid, text: groupName(user) },
    { name: "state", label: "State", value: state, text: state },
  ];
}
