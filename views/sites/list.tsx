import type { Child } from "hono/jsx";
import { count, counted } from "../../domain/plural.ts";
import { isFiltered, type ListState } from "../../domain/sites/list_state.ts";
import { distinctions } from "../../domain/sites/site.ts";
import type { Sort } from "../../domain/sites/site_filter.ts";
import { AttentionCounts } from "./attention.tsx";
import { ATTENTION_KINDS } from "../../domain/sites/attention/kinds.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes, swaps } from "../ui/htmx.ts";
import { Pagination } from "../ui/pagination.tsx";
import { type FacetCount, ListFilters, ListSearch, PageSizes, PART } from "./list_filters.tsx";
import { ListRow, type RowProps, type SiteRow } from "./list_row.tsx";
import { ListTotals, type SiteTotals } from "./list_totals.tsx";
import {
  exportsUrl,
  filteredUrl,
  listCsvUrl,
  listUrl,
  reachedFrom,
  sortedUrl,
} from "./list_url.ts";

export interface SitesPageProps {
  rows: SiteRow[];
  hasNext: boolean;
  totals: SiteTotals;
  facets: FacetCount[];
  state: ListState;
  now: Temporal.Instant;
  /** Renders a row of the table. */
  Row?: (props: RowProps) => Child;
}

export function SitesPage(props: SitesPageProps) {
  const isBare = props.totals.sites === 0 && !isFiltered(props.state) && props.state.page === 1;
  return (
    <>
      <header class="page-head">
        <h1>Sites</h1>
        <a class="button" href="/imports">Import</a>
        <a class="button" href="/sites/new">Add a site</a>
        <a class="button" href="/sites/bulk">Many sites</a>
      </header>
      {!isBare && <ListSearch state={props.state} />}
      <SitesPart {...props} />
    </>
  );
}

/** What htmx swaps: sums, filters and the table, which all follow from the same filters. */
export function SitesPart(props: SitesPageProps) {
  const { rows, hasNext, totals, facets, state } = props;
  const url = (page: number) => listUrl({ ...state, page });
  return (
    <section id={PART} aria-label="Sites" tabindex={-1} {...refreshes(listUrl(state))}>
      {state.filter.attention === undefined && (
        <AttentionCounts
          counts={attentionCounts(facets)}
          href={(attention) => filteredUrl(state, { attention })}
        />
      )}
      {totals.sites > 1 && <ListTotals totals={totals} state={state} />}
      {(totals.sites > 0 || isFiltered(state)) && <ListFilters state={state} facets={facets} />}
      {rows.length === 0 ? <NoSites state={state} /> : <SitesTable {...props} />}
      <div class="list-end">
        <Pagination page={state.page} hasNext={hasNext} part={PART} url={url} />
        {totals.sites > 25 && <PageSizes state={state} />}
        {totals.sites > 0 && <a href={exportsUrl(state)}>Download data</a>}
        {rows.length > 0 && <a href={listCsvUrl(state)} download>Sites as CSV</a>}
        {rows.length > 0 && <a href="/reports">Monthly reports</a>}
      </div>
    </section>
  );
}

const attentionCounts = (facets: readonly FacetCount[]) =>
  ATTENTION_KINDS.flatMap((kind) =>
    facets.filter(({ facet, value }) => facet === "attention" && value === kind)
      .map(({ sites }) => ({ kind, sites }))
  );

const HEADS: { by: Sort; text: string; title: string }[] = [
  { by: "now", text: "Now", title: "Power now" },
  { by: "produced", text: "Today", title: "Produced so far, of what is expected today" },
  {
    by: "against_day_ahead",
    text: "Day ahead",
    title: "Expected today against what was expected the day before",
  },
  { by: "tomorrow", text: "Tomorrow", title: "Expected tomorrow, and its likely range" },
];

function SitesTable({ rows, totals, state, now, Row = ListRow }: SitesPageProps) {
  const apart = distinctions(rows);
  const nowMs = now.epochMilliseconds;
  const from = reachedFrom(state);
  const first = (state.page - 1) * state.size + 1;
  return (
    <>
      <p class="muted" data-announce>
        {totals.sites <= rows.length
          ? counted(totals.sites, "site")
          : `${count(first)}–${count(first + rows.length - 1)} of ${counted(totals.sites, "site")}`}
      </p>
      <table class="sites">
        <caption class="visually-hidden">
          Sites and their power today, each in its own zone
        </caption>
        <thead>
          <tr>
            <Head by="name" text="Site" title="Name" state={state} />
            {HEADS.map((head) => <Head {...head} state={state} class="number" />)}
            <th scope="col">Today</th>
            <Head by="measured" text="Data" title="End of the newest measurement" state={state} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row row={row} from={from} nowMs={nowMs} apart={apart.get(row.site_uuid)} />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface HeadProps {
  by: Sort;
  text: string;
  title: string;
  state: ListState;
  class?: string;
}

function Head({ by, text, title, state, ...props }: HeadProps) {
  const { order } = state;
  const isSorted = order.by === by;
  const direction = order.isDescending ? "descending" : "ascending";
  return (
    <th scope="col" {...props} aria-sort={isSorted ? direction : undefined}>
      <a id={`sort-${by}`} title={title} {...swaps(sortedUrl(state, by), PART)}>
        {text}
        {isSorted && <span aria-hidden="true">{order.isDescending ? " ▾" : " ▴"}</span>}
      </a>
    </th>
  );
}

function NoSites({ state }: { state: ListState }) {
  if (state.page > 1) {
    return (
      <EmptyState title="No sites on this page">
        <p>
          <a href={listUrl({ ...state, page: 1 })}>Back to the first page</a>
        </p>
      </EmptyState>
    );
  }
  if (isFiltered(state)) {
    return (
      <EmptyState title="No site matches">
        <p>
          <a href={listUrl({ ...state, filter: {}, page: 1 })}>Show all sites</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No sites yet">
      <p>Your group has no sites. Add the first one: your colleagues see it, too.</p>
      <p>
        <a class="button primary" href="/sites/new">Add a site</a>
      </p>
    </EmptyState>
  );
}
