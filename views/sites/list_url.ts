import { listQuery, type ListState, WHOLE_LIST } from "../../domain/sites/list_state.ts";
import type { SiteFilter, Sort } from "../../domain/sites/site_filter.ts";

/** Returns the address of a list. */
export function listUrl(state: ListState): string {
  const query = listQuery(state);
  return query === "" ? "/sites" : `/sites?${query}`;
}

/** Returns the address of the form that exports the sites of a list. */
export function exportsUrl(state: ListState): string {
  const query = listQuery({ ...WHOLE_LIST, filter: state.filter });
  return query === "" ? "/exports" : `/exports?${query}`;
}

/** Returns the address of the first page of a list with other filters; undefined leaves one out. */
export function filteredUrl(state: ListState, changes: SiteFilter): string {
  return listUrl({ ...state, filter: { ...state.filter, ...changes }, page: 1 });
}

/** Figures are sorted from the highest at the first click, names and times from the lowest. */
const STARTS_DESCENDING = (by: Sort) => !["name", "against_day_ahead", "measured"].includes(by);

/** Returns the address of the list in the order of a column; the other way round at a second click. */
export function sortedUrl(state: ListState, by: Sort): string {
  const { order } = state;
  const isDescending = order.by === by ? !order.isDescending : STARTS_DESCENDING(by);
  return listUrl({ ...state, order: { by, isDescending }, page: 1 });
}

/** Returns what the address of a site ends in when it is reached from a list. */
export function reachedFrom(state: ListState): string {
  const list = listQuery({ ...state, page: 1 });
  return list === "" ? "" : `?${new URLSearchParams({ list })}`;
}

/** Returns the address of a site, with the list that it is reached from. */
export function siteUrl(siteUuid: string, state: ListState): string {
  return `/sites/${siteUuid}${reachedFrom(state)}`;
}

/** Returns the address of the map of a list. */
export function mapUrl(state: ListState): string {
  const query = listQuery({ ...state, page: 1 });
  return `/sites?${query === "" ? "" : `${query}&`}view=map`;
}

/** Returns the address of the sums of a list, of one day (today without one). */
export function totalUrl(state: ListState, others: Record<string, string> = {}): string {
  const query = new URLSearchParams(listQuery({ ...state, page: 1 }));
  for (const [name, value] of Object.entries(others)) query.set(name, value);
  return query.size === 0 ? "/sites/total" : `/sites/total?${query}`;
}

/** Returns the address of the sites of a list as CSV, to be edited and sent back. */
export function listCsvUrl(state: ListState): string {
  const query = listQuery({ ...state, page: 1 });
  return query === "" ? "/sites/list.csv" : `/sites/list.csv?${query}`;
}
