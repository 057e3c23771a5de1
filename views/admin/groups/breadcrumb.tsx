import { type Group, groupName } from "../../../domain/groups/group.ts";
import { Breadcrumb as Trail } from "../../ui/breadcrumb.tsx";
import { pathOf } from "./urls.ts";

/** Links back to the list of groups and, on pages below a group, to that group. */
export function Breadcrumb({ group }: { group?: Group }) {
  const own = group ? [[groupName(group), pathOf(group)] as const] : [];
  return <Trail trail={[["Groups", "/admin/groups"], ...own]} />;
}
