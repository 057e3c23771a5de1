import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";
import { modelOfSite } from "../../../domain/forecasts/model.ts";
import { distinctions } from "../../../domain/sites/site.ts";
import { counted, countedUpTo } from "../../../domain/plural.ts";
import { AssetBadge, Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { capacity } from "../../ui/numbers.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { Search } from "../../ui/search.tsx";
import { SiteName } from "../../sites/site_name.tsx";
import { GroupLinks } from "./group_links.tsx";

/** Which sites the list shows. */
export const SELECTIONS = ["all", "active", "inactive", "hints"] as const;
export type Selection = typeof SELECTIONS[number];

export interface AdminSitesProps {
  rows: AdminSite[];
  query: string;
  selection: Selection;
  page: number;
  hasNext: boolean;
  total: number;
}

const PATH = "/admin/sites";
const PART = "admin-sites";
const WORDS = { all: "All", active: "Active", inactive: "Inactive", hints: "With hints" };

/** Returns the address of the list, without the parameters that have their defaults. */
function address({ q = "", show = "all", page = 1 }): string {
  const active = show === "all" || show === "hints" ? "" : show;
  const all = {
    q,
    active,
    hints: show === "hints" ? "yes" : "",
    page: page === 1 ? "" : String(page),
  };
  const parameters = Object.entries(all).filter(([, value]) => value !== "");
  return parameters.length === 0 ? PATH : `${PATH}?${new URLSearchParams(parameters)}`;
}

export function AdminSitesPage(props: AdminSitesProps) {
  const { query, selection } = props;
  return (
    <>
      <div class="page-head">
        <h1>All sites</h1>
        <a class="button" href="/admin/jobs">Jobs</a>
        <a class="button primary" href={`${PATH}/new`}>New site</a>
      </div>
      <Search
        action={address({ show: selection })}
        label="Search by name, client’s number, UUID or group"
        query={query}
        part={PART}
      />
      <AdminSitesTable {...props} />
    </>
  );
}

export function AdminSitesTable({ rows, page, hasNext, total, query, selection }: AdminSitesProps) {
  const url = (page: number) => address({ q: query, show: selection, page });
  const apart = distinctions(rows);
  return (
    <section id={PART} aria-label="Sites of all groups" tabindex={-1}>
      <Selections query={query} selection={selection} />
      {total > 0 && <p class="muted">{countedUpTo(total, "site")}</p>}
      {rows.length === 0
        ? <NoSites all={page === 1 && !query && selection === "all"} />
        : (
          <table class="list dense">
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
            <tbody>
              {rows.map((site) => <Row site={site} apart={apart.get(site.site_uuid)} />)}
            </tbody>
          </table>
        )}
      <Pagination page={page} hasNext={hasNext} part={PART} url={url} />
    </section>
  );
}

function Selections({ query, selection }: { query: string; selection: Selection }) {
  return (
    <nav class="filter" aria-label="Which sites">
      {SELECTIONS.map((one) => (
        <a
          href={address({ q: query, show: one })}
          aria-current={one === selection ? "true" : undefined}
        >
          {WORDS[one]}
        </a>
      ))}
    </nav>
  );
}

function Row({ site, apart }: { site: AdminSite; apart?: string }) {
  const nothing = <span class="muted">none</span>;
  return (
    <tr>
      <th scope="row">
        <a href={`${PATH}/${site.site_uuid}`}>
          <SiteName site={site} apart={apart} />
        </a>
        <small>
          <AssetBadge type={site.asset_type} />
        </small>
      </th>
      <td class="number plain" data-label="Capacity">{capacity(site.capacity_kw) ?? "–"}</td>
      <td class="plain" data-label="Groups">
        <GroupLinks groups={ordinaryGroups(site)} />
      </td>
      <td data-label="Client">{site.client_name ?? nothing}</td>
      <td data-label="Model">{modelOfSite(site) ?? nothing}</td>
      <td class="plain" data-label="State">
        <span class="badges">
          <ActiveBadge site={site} />
          {site.hint_count > 0 && <Badge tone="warn" text={counted(site.hint_count, "hint")} />}
        </span>
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
