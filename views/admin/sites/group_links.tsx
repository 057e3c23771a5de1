import { type GroupName, groupName } from "../../../domain/groups/group.ts";

/** Names of groups that lead to them, between commas. */
export function GroupLinks({ groups }: { groups: GroupName[] }) {
  if (groups.length === 0) return <span class="muted">none</span>;
  return (
    <>
      {groups.map((group, index) => (
        <>
          {index > 0 && ", "}
          <a href={`/admin/groups/${group.site_group_uuid}`}>{groupName(group)}</a>
        </>
      ))}
    </>
  );
}
