import { groupName } from "../../../domain/groups/group.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { countedUpTo } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Search } from "../../ui/search.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";

export interface UsersPageProps {
  users: User[];
  query: string;
  page: number;
  hasNext: boolean;
  total: number;
}

const PART = "users-table";

export function UsersPage(props: UsersPageProps) {
  return (
    <>
      <div class="page-head">
        <h1>Users</h1>
        <a class="button primary" href="/admin/users/new">New user</a>
      </div>
      <Search
        action="/admin/users"
        label="Search by e-mail, group or UUID"
        query={props.query}
        part={PART}
      />
      <UsersTable {...props} />
    </>
  );
}

export function UsersTable({ users, query, page, hasNext, total }: UsersPageProps) {
  const url = (page: number) => `/admin/users?q=${encodeURIComponent(query)}&page=${page}`;
  return (
    <section id={PART} aria-label="Users" tabindex={-1}>
      {total > 0 && <p class="muted">{countedUpTo(total, "user")}</p>}
      {users.length === 0 ? <Nobody query={query} /> : (
        <table class="list">
          <caption class="visually-hidden">
            Users, their groups and when they were last seen
          </caption>
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">Group</th>
              <th scope="col">Last seen</th>
              <th scope="col" class="number">Tokens</th>
            </tr>
          </thead>
          <tbody>{users.map((user) => <Row user={user} />)}</tbody>
        </table>
      )}
      <Pagination page={page} hasNext={hasNext} part={PART} url={url} />
    </section>
  );
}

function Row({ user }: { user: User }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/admin/users/${user.user_uuid}`}>
          <bdi>{userName(user)}</bdi>
        </a>
        <UserBadges user={user} />
      </th>
      <td data-label="Group">
        <a href={`/admin/groups/${user.site_group_uuid}`}>
          <bdi>{groupName(user)}</bdi>
        </a>
      </td>
      <td data-label="Last seen">
        <UtcTime at={user.last_seen_utc} />
      </td>
      <td class="number" data-label="Tokens">{user.tokens}</td>
    </tr>
  );
}

/** Shows what is special about a user: admin rights, deactivated, no password yet. */
export function UserBadges({ user }: { user: User }) {
  return (
    <span class="badges">
      {user.deactivated_utc && <Badge tone="warn" text="deactivated" />}
      {user.is_admin && <Badge tone="good" text="admin" />}
      {!user.has_password && <Badge tone="quiet" text="no password" />}
    </span>
  );
}

function Nobody({ query }: { query: string }) {
  return (
    <EmptyState title="No users found">
      <p>
        {query
          ? `No e-mail, group or UUID contains “${query}”. `
          : "There are no users on this page. "}
        <a href="/admin/users">Show all users</a>
      </p>
    </EmptyState>
  );
}
