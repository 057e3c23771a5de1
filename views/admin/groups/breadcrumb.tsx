import { type Group, groupName } from "../../../domain/groups/group.ts";
import { pathOf } from "./urls.ts";

/** Links back to the list of groups and, on pages below a group, to that group. */
export function Breadcrumb({ group }: { group?: Group }) {
  return (
    <p class="breadcrumb">
      <a href="/admin/groups">Groups</a>
      {group && (
        <>
          {" / "}
          <a href={pathOf(group)}>{groupName(group)}</a>
        </>
      )}
    </p>
  );
}
