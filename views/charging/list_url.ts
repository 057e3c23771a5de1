import type { SessionFilter, SORTS } from "../../domain/charging/session_filter.ts";
import {
  filterParameters,
  listQuery,
  NO_FILTER,
  type SessionListState,
} from "../../domain/charging/session_list.ts";

export type Sort = typeof SORTS[number];

const withQuery = (path: string, query: string) => query === "" ? path : `${path}?${query}`;

/** Returns the address of a list. */
export const listUrl = (state: SessionListState) => withQuery("/charging", listQuery(state));

/** Returns the address of a page for a filter, with other parameters of the page. */
export function filterUrl(path: string, filter: SessionFilter, kept: Record<string, string> = {}) {
  const query = new URLSearchParams([...filterParameters(filter), ...Object.entries(kept)]);
  return withQuery(path, query.toString());
}

/** Returns the address of the first page of a list with another filter. */
export function filteredUrl(state: SessionListState, changes: Partial<SessionFilter>): string {
  return listUrl({ ...state, filter: { ...state.filter, ...changes }, page: 1 });
}

/** Returns the address of the whole list, in its order. */
export const unfilteredUrl = (state: SessionListState) => filteredUrl(state, NO_FILTER_CHANGES);

const NO_FILTER_CHANGES: Partial<SessionFilter> = {
  ...NO_FILTER,
  from: undefined,
  to: undefined,
  cost: undefined,
};

/** Names are sorted from A at the first click, times and figures from the highest. */
const startsAscending = (sort: Sort) => ["location", "network", "type"].includes(sort);

/** Returns the address of the list in the order of a column; the other way round at a second click. */
export function sortedUrl(state: SessionListState, sort: Sort): string {
  const { order } = state;
  const isOther = order.sort !== sort;
  const isAscending = isOther ? startsAscending(sort) : order.direction === "desc";
  const direction = isAscending ? "asc" : "desc";
  return listUrl({ ...state, order: { sort, direction }, page: 1 });
}

/** Returns the address of the sessions of a list as CSV. */
export const csvUrl = (state: SessionListState) =>
  withQuery("/charging.csv", listQuery({ ...state, page: 1, size: 25 }));

/**
 * Returns what the address of a session ends in when it is reached from a list. It is in each row:
 * what a query may hold as it is stays so.
 */
export function reachedFrom(state: SessionListState): string {
  const list = new URLSearchParams({ list: listQuery(state) }).toString();
  return list === "list=" ? "" : `?${list.replaceAll("%3D", "=")}`;
}
