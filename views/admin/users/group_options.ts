import { type GroupName, groupName } from "../../../domain/groups/group.ts";
import type { Option } from "../../ui/inputs.tsx";
import { isolated } from "../../ui/isolated.ts";

/** Returns groups as options of a select, admin groups marked as such, after one for `none`. */
export function groupOptions(groups: GroupName[], none: string): Option[] {
  return [
    { value: "", label: none },
    ...groups.map((group) => ({
      value: group.site_group_uuid,
      label: group.is_admin ? `${isolated(groupName(group))} (admin group)` : groupName(group),
    })),
  ];
}
