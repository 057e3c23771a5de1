import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import type { FieldError } from "../../../domain/errors.ts";
import type { AddressUsage, DayUsage } from "../../../domain/operations/usage.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { count } from "../../../domain/plural.ts";
import { DaysTable } from "./days.tsx";
import { Filter, queryString, type UsageQuery } from "./filter.tsx";
import { usageUserName } from "./list.tsx";

interface UserUsagePageProps {
  /** Without a UUID: the requests that belong to no user. */
  user: { user_uuid: string | null; email: string | null };
  query: UsageQuery;
  errors?: FieldError[];
  days?: DayUsage[];
  /** The most requested first. */
  addresses?: AddressUsage[];
}

export function UserUsagePage({ user, query, errors, days, addresses }: UserUsagePageProps) {
  const back = `/admin/usage${errors ? "" : queryString(query)}`;
  return (
    <>
      <Breadcrumb trail={[["Usage", back]]} />
      <div class="page-head">
        <h1>
          <bdi>{usageUserName(user)}</bdi>
        </h1>
        {user.user_uuid && (
          <a class="button" href={`/admin/users/${user.user_uuid}`}>Go to the user</a>
        )}
      </div>
      {user.user_uuid === null && (
        <p class="prose">Requests by users who have been deleted, and requests without a user.</p>
      )}
      <Filter
        action={`/admin/usage/${user.user_uuid ?? "unknown"}`}
        query={query}
        errors={errors}
      />
      {addresses && <Addresses addresses={addresses} />}
      {days && (
        <section class="panel" aria-labelledby="per-day">
          <h2 id="per-day">Requests per day</h2>
          <DaysTable days={days} />
        </section>
      )}
    </>
  );
}

function Addresses({ addresses }: { addresses: AddressUsage[] }) {
  return (
    <section class="panel" aria-labelledby="per-address">
      <h2 id="per-address">Most requested addresses</h2>
      {addresses.length === 0
        ? <EmptyState title="No requests on these days" />
        : (
          <table class="list">
            <caption class="visually-hidden">
              Addresses without query strings, most requested first
            </caption>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col" class="number">Requests</th>
                <th scope="col">Last request</th>
              </tr>
            </thead>
            <tbody>{addresses.map((address) => <Address {...address} />)}</tbody>
          </table>
        )}
    </section>
  );
}

function Address({ address, requests, last_request_utc }: AddressUsage) {
  return (
    <tr>
      <th scope="row">{address || "(none)"}</th>
      <td class="number" data-label="Requests">{count(requests)}</td>
      <td data-label="Last request">
        <UtcTime at={last_request_utc} />
      </td>
    </tr>
  );
}
