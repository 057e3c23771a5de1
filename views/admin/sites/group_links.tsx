import { type GroupName, groupName } from "../../../domain/groups/group.ts";

/** Lists groups by name, separated by commas, each linked to its page. */
export function GroupLinks({ groups }: { groups: GroupName[] }) {
  if (groups.length === 0) return <span class="muted">none</span>;
  return (
    <>
      {groups.map((group, index) => (
        <>
          {index > 0 && ", "}
          <a href={`/admin/groups/${group.site_group_uuid}`}>
            <bdi>{groupName(group)}</bdi>
          </a>
        </>
      ))}
    </>
  );
}
