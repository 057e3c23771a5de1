import { type Group, groupName, serviceLevel } from "../../../domain/groups/group.ts";
import { countedUpTo } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Search } from "../../ui/search.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { totalCapacity } from "./total_capacity.ts";
import { addressOf, type Listed, pathOf } from "./urls.ts";

const PATH = "/admin/groups";

type GroupsProps = Listed<Group> & { total: number };

export function GroupsPage(props: GroupsProps) {
  return (
    <>
      <div class="page-head">
        <h1>Groups</h1>
        <a class="button primary" href={`${PATH}/new`}>New group</a>
      </div>
      <Search
        action={PATH}
        label="Search groups by name or UUID"
        query={props.query}
        part="groups-table"
      />
      <GroupsTable {...props} />
    </>
  );
}

export function GroupsTable({ rows, page, hasNext, query, total }: GroupsProps) {
  return (
    <section id="groups-table" aria-label="Groups" tabindex={-1}>
      {total > 0 && <p class="muted">{countedUpTo(total, "group")}</p>}
      {rows.length === 0 ? <NoGroups query={query} /> : (
        <table class="list">
          <caption class="visually-hidden">Groups, with their members and sites</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" class="number">Members</th>
              <th scope="col" class="number">Sites</th>
              <th scope="col" class="number">Capacity</th>
              <th scope="col">Service level</th>
              <th scope="col">Last activity</th>
            </tr>
          </thead>
          <tbody>{rows.map((group) => <Row group={group} />)}</tbody>
        </table>
      )}
      <Pagination
        page={page}
        hasNext={hasNext}
        part="groups-table"
        url={(other) => addressOf(PATH, { q: query, page: other })}
      />
    </section>
  );
}

function Row({ group }: { group: Group }) {
  return (
    <tr>
      <th scope="row">
        <a href={pathOf(group)}>
          <bdi>{groupName(group)}</bdi>
        </a>{" "}
        {group.is_admin && <Badge tone="good" text="Admin group" />}
      </th>
      <td class="number" data-label="Members">{group.members}</td>
      <td class="number" data-label="Sites">{group.sites}</td>
      <td class="number" data-label="Capacity">{totalCapacity(group)}</td>
      <td data-label="Service level">{serviceLevel(group.service_level)}</td>
      <td data-label="Last activity">
        <UtcTime at={group.last_seen_utc} />
      </td>
    </tr>
  );
}

function NoGroups({ query }: { query: string }) {
  return (
    <EmptyState title={query ? "No group matches" : "No groups on this page"}>
      <p>
        {query && <>No name contains “{query}”, and no UUID begins with it.{" "}</>}
        <a href={PATH}>Show all groups</a>
      </p>
    </EmptyState>
  );
}
