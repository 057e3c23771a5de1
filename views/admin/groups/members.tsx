import type { Member } from "../../../domain/groups/member.ts";
import { Badge } from "../../ui/badge.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { addressOf, pathOf } from "./urls.ts";
import type { Group } from "../../../domain/groups/group.ts";

export interface MembersProps {
  group: Group;
  rows: Member[];
  page: number;
  hasNext: boolean;
  /** Address of the page that lists the members; by default that of the group. */
  path?: string;
}

/** Lists the users of a group, each with a link to move them to another one. */
export function MembersPart({ group, rows, page, hasNext, path = pathOf(group) }: MembersProps) {
  return (
    <section id="group-members" class="panel" aria-labelledby="members-heading" tabindex={-1}>
      <div class="page-head">
        <h2 id="members-heading">Members</h2>
        {path === pathOf(group) && (
          <a class="button" href={`/admin/users/new?site_group_uuid=${group.site_group_uuid}`}>
            Add a user
          </a>
        )}
      </div>
      {rows.length === 0 ? <p class="muted">Nobody is in this group.</p> : <Table rows={rows} />}
      <Pagination
        page={page}
        hasNext={hasNext}
        part="group-members"
        url={(other) => addressOf(path, { members: other })}
      />
    </section>
  );
}

function Table({ rows }: { rows: Member[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">Members of the group</caption>
      <thead>
        <tr>
          <th scope="col">E-mail</th>
          <th scope="col">Last seen</th>
          <th scope="col">Move</th>
        </tr>
      </thead>
      <tbody>{rows.map((member) => <Row {...member} />)}</tbody>
    </table>
  );
}

function Row({ user_uuid, email, last_seen_utc, deactivated_utc }: Member) {
  const name = email || "(no e-mail)";
  return (
    <tr>
      <th scope="row">
        <a href={`/admin/users/${user_uuid}`}>{name}</a>{" "}
        {deactivated_utc && <Badge tone="quiet" text="Deactivated" />}
      </th>
      <td data-label="Last seen">
        <UtcTime at={last_seen_utc} />
      </td>
      <td data-label="Move">
        <a href={`/admin/users/${user_uuid}/move`}>
          Move<span class="visually-hidden">{` ${name}`}</span>
        </a>
      </td>
    </tr>
  );
}
