import type { NumberedSession } from "../../domain/charging/session.ts";
import {
  type FilterOption,
  PAGE_SIZES,
  type SessionTotals,
} from "../../domain/charging/session_filter.ts";
import {
  isFiltered,
  listQuery,
  type SessionListState,
} from "../../domain/charging/session_list.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { swaps, swapsWithin } from "../ui/htmx.ts";
import { Pagination } from "../ui/pagination.tsx";
import { PART, SessionFilters } from "./list_filters.tsx";
import { SessionTable } from "./list_table.tsx";
import { SessionTotalsCards } from "./list_totals.tsx";
import { csvUrl, listUrl, unfilteredUrl } from "./list_url.ts";
import { ChargingNav } from "./nav.tsx";

export interface SessionsPageProps {
  rows: NumberedSession[];
  hasNext: boolean;
  totals: SessionTotals;
  options: FilterOption[];
  /** Whether the group has any session, whatever the filter. */
  hasAny: boolean;
  state: SessionListState;
  zone: string;
  currency: string | null;
  isTicked: boolean;
}

export function SessionsPage(props: SessionsPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Charging</h1>
        <a class="button" href="/charging/new">Add a session</a>
        <a class="button" href="/charging/imports">Import a file</a>
      </header>
      <ChargingNav here="/charging" />
      <SessionsPart {...props} />
    </>
  );
}

/** What htmx swaps: sums, filters and the table, which all follow from the same filter. */
export function SessionsPart(props: SessionsPageProps) {
  const { rows, hasNext, totals, options, hasAny, state, currency } = props;
  const url = (page: number) => listUrl({ ...state, page });
  return (
    <section id={PART} aria-label="Sessions" tabindex={-1} {...swapsWithin(PART)}>
      {hasAny && (
        <>
          <SessionTotalsCards totals={totals} state={state} currency={currency} />
          <SessionFilters state={state} options={options} />
        </>
      )}
      {rows.length === 0
        ? <NoSessions {...props} />
        : <Table {...props} sessions={totals.sessions} />}
      <div class="list-end">
        <Pagination page={state.page} hasNext={hasNext} url={url} />
        {totals.sessions > PAGE_SIZES[0] && <Sizes state={state} />}
        {totals.sessions > 0 && <a href={csvUrl(state)} download>All of them as CSV</a>}
      </div>
    </section>
  );
}

/** The table in a form, whose ticked rows go to the page that edits them together. */
function Table(props: SessionsPageProps & { sessions: number }) {
  const { state, isTicked } = props;
  const plain = listUrl(state);
  const ticked = `${plain}${plain.includes("?") ? "&" : "?"}tick=all`;
  return (
    <form method="get" action="/charging/bulk">
      {listQuery(state) !== "" && <input type="hidden" name="list" value={listQuery(state)} />}
      <SessionTable {...props} />
      <p class="actions">
        <button type="submit">Edit the ticked ones</button>
        <a id="tick-all" {...swaps(isTicked ? plain : ticked)}>
          {isTicked ? "Tick none" : "Tick all of this page"}
        </a>
      </p>
    </form>
  );
}

/** How many sessions a page has. */
function Sizes({ state }: { state: SessionListState }) {
  return (
    <span class="sizes">
      {PAGE_SIZES.map((size) => (
        <a
          id={`size-${size}`}
          aria-current={size === state.size ? "true" : undefined}
          {...swaps(listUrl({ ...state, size, page: 1 }))}
        >
          {size}
        </a>
      ))} a page
    </span>
  );
}

function NoSessions({ state, hasAny, totals }: SessionsPageProps) {
  if (totals.sessions > 0) {
    return (
      <EmptyState title="No sessions on this page">
        <p>
          <a href={listUrl({ ...state, page: 1 })}>Back to the first page</a>
        </p>
      </EmptyState>
    );
  }
  if (hasAny && isFiltered(state)) {
    return (
      <EmptyState title="No sessions match your filters">
        <p>
          <a href={unfilteredUrl(state)}>Clear all filters</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No charging sessions yet">
      <p>
        Keep here where your group’s vehicles were charged, how much, and at what cost. Sessions at
        your sites show how much of them was the sun.
      </p>
      <p>
        <a class="button primary" href="/charging/new">Add a session</a>{" "}
        <a class="button" href="/charging/imports">Import a file</a>
      </p>
    </EmptyState>
  );
}
