import { type Group, groupName } from "../../../domain/groups/group.ts";
import { pathOf } from "./urls.ts";

/** Up to all groups, or to the one that a page is about. */
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
