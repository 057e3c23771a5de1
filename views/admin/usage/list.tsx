import type { FieldError } from "../../../domain/errors.ts";
import type { DayUsage, UserUsage } from "../../../domain/operations/usage.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { count } from "../../../domain/plural.ts";
import { DaysTable } from "./days.tsx";
import { Filter, queryString, type UsageQuery } from "./filter.tsx";

interface UsersProps {
  query: UsageQuery;
  /** Most requests first. */
  users?: UserUsage[];
  hasNext?: boolean;
}

interface UsagePageProps extends UsersProps {
  /** Errors in the choice of days; without valid days nothing was counted. */
  errors?: FieldError[];
  days?: DayUsage[];
}

const URL = "/admin/usage";

export function UsagePage({ query, errors, users, hasNext, days }: UsagePageProps) {
  return (
    <>
      <div class="page-head">
        <h1>Usage</h1>
      </div>
      <Filter action={URL} query={query} errors={errors} search />
      {users && <UsersTable query={query} users={users} hasNext={hasNext} />}
      {days && (
        <section class="panel" aria-labelledby="per-day">
          <h2 id="per-day">Requests per day</h2>
          <DaysTable days={days} />
        </section>
      )}
    </>
  );
}

export function UsersTable({ query, users = [], hasNext = false }: UsersProps) {
  const url = (page: number) => URL + queryString(query, { page: String(page) });
  return (
    <section id="usage-users" class="panel" aria-labelledby="per-user" tabindex={-1}>
      <h2 id="per-user">Requests per user</h2>
      {users.length === 0 ? <Nobody query={query} /> : (
        <table class="list usage">
          <caption class="visually-hidden">Users by number of requests, highest first</caption>
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col" class="number">Requests</th>
              <th scope="col" class="number">Pages</th>
              <th scope="col" class="number">API</th>
              <th scope="col">Last request</th>
            </tr>
          </thead>
          <tbody>{users.map((user) => <Row query={query} user={user} />)}</tbody>
        </table>
      )}
      <Pagination page={query.page} hasNext={hasNext} part="usage-users" url={url} />
    </section>
  );
}

/** Returns the name of a user on usage pages: requests without a user have one, too. */
export function usageUserName(
  { user_uuid, email }: Pick<UserUsage, "user_uuid" | "email">,
): string {
  return user_uuid === null ? "(unknown)" : email || "(no e-mail)";
}

function Row({ query, user }: { query: UsageQuery; user: UserUsage }) {
  const href = `${URL}/${user.user_uuid ?? "unknown"}${queryString({ ...query, q: "" })}`;
  return (
    <tr>
      <th scope="row">
        <a href={href}>
          <bdi>{usageUserName(user)}</bdi>
        </a>
      </th>
      <td class="number" data-label="Requests">{count(user.requests)}</td>
      <td class="number" data-label="Pages">{count(user.pages)}</td>
      <td class="number" data-label="API">{count(user.api)}</td>
      <td class="wide" data-label="Last request">
        <UtcTime at={user.last_request_utc} />
      </td>
    </tr>
  );
}

function Nobody({ query }: { query: UsageQuery }) {
  return query.page > 1
    ? (
      <EmptyState title="No users on this page">
        <p>
          <a href={URL + queryString(query)}>Back to the first page</a>
        </p>
      </EmptyState>
    )
    : (
      <EmptyState title="No requests">
        <p>There were no requests of this kind on these days. Try a longer period.</p>
      </EmptyState>
    );
}
