import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";
import { modelOfSite } from "../../../domain/forecasts/model.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { countedUpTo } from "../../../domain/plural.ts";
import { AssetBadge, Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { capacity } from "../../ui/numbers.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { Search } from "../../ui/search.tsx";
import { GroupLinks } from "./group_links.tsx";

export const ACTIVITIES = ["all", "active", "inactive"] as const;
export type Activity = typeof ACTIVITIES[number];

export interface AdminSitesProps {
  rows: AdminSite[];
  query: string;
  activity: Activity;
  page: number;
  hasNext: boolean;
  total: number;
}

const PATH = "/admin/sites";
const PART = "admin-sites";
const WORDS = { all: "All", active: "Active", inactive: "Inactive" };

/** Returns the address of the list, without the parameters that have their defaults. */
function address({ q = "", active = "all", page = 1 }): string {
  const all = { q, active: active === "all" ? "" : active, page: page === 1 ? "" : String(page) };
  const parameters = Object.entries(all).filter(([, value]) => value !== "");
  return parameters.length === 0 ? PATH : `${PATH}?${new URLSearchParams(parameters)}`;
}

export function AdminSitesPage(props: AdminSitesProps) {
  const { query, activity } = props;
  return (
    <>
      <div class="page-head">
        <h1>All sites</h1>
        <a class="button" href="/admin/jobs">Jobs</a>
        <a class="button primary" href={`${PATH}/new`}>New site</a>
      </div>
      <Search
        action={address({ active: activity })}
        label="Search by name, client’s number, UUID or group"
        query={query}
        part={PART}
      />
      <AdminSitesTable {...props} />
    </>
  );
}

export function AdminSitesTable({ rows, page, hasNext, total, query, activity }: AdminSitesProps) {
  const url = (page: number) => address({ q: query, active: activity, page });
  return (
    <section id={PART} aria-label="Sites of all groups" tabindex={-1}>
      <Activities query={query} activity={activity} />
      {total > 0 && <p class="muted">{countedUpTo(total, "site")}</p>}
      {rows.length === 0
        ? <NoSites all={page === 1 && !query && activity === "all"} />
        : (
          <table class="list">
            <caption class="visually-hidden">All sites with their groups</caption>
            <thead>
              <tr>
                <th scope="col">Site</th>
                <th scope="col" class="number">Capacity</th>
                <th scope="col">Groups</th>
                <th scope="col">Client</th>
                <th scope="col">Model</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>{rows.map((site) => <Row site={site} />)}</tbody>
          </table>
        )}
      <Pagination page={page} hasNext={hasNext} part={PART} url={url} />
    </section>
  );
}

function Activities({ query, activity }: { query: string; activity: Activity }) {
  return (
    <nav class="filter" aria-label="Which sites">
      {ACTIVITIES.map((one) => (
        <a
          href={address({ q: query, active: one })}
          aria-current={one === activity ? "true" : undefined}
        >
          {WORDS[one]}
        </a>
      ))}
    </nav>
  );
}

function Row({ site }: { site: AdminSite }) {
  const nothing = <span class="muted">none</span>;
  return (
    <tr>
      <th scope="row">
        <a href={`${PATH}/${site.site_uuid}`}>{siteName(site)}</a>
        <small>
          <AssetBadge type={site.asset_type} />
        </small>
      </th>
      <td class="number" data-label="Capacity">{capacity(site.capacity_kw) ?? "–"}</td>
      <td data-label="Groups">
        <GroupLinks groups={ordinaryGroups(site)} />
      </td>
      <td data-label="Client">{site.client_name ?? nothing}</td>
      <td data-label="Model">{modelOfSite(site) ?? nothing}</td>
      <td data-label="State">
        <ActiveBadge site={site} />
      </td>
    </tr>
  );
}

export function ActiveBadge({ site }: { site: Pick<AdminSite, "active"> }) {
  return site.active === false
    ? <Badge tone="quiet" text="Inactive" />
    : <Badge tone="good" text="Active" />;
}

function NoSites({ all }: { all: boolean }) {
  return all
    ? (
      <EmptyState title="No sites yet">
        <p>
          <a href={`${PATH}/new`}>Create the first one</a>, or let a member of a group add one.
        </p>
      </EmptyState>
    )
    : (
      <EmptyState title="No site matches">
        <p>
          <a href={PATH}>Show all sites</a>
        </p>
      </EmptyState>
    );
}
