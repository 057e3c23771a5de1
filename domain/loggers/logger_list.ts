import type { FramedLogger } from "./framed_logger.ts";

/** A logger with what a list shows of it. */
export interface ListedLogger extends FramedLogger {
  variables: number;
}

/** What a list of loggers can be sorted by; `state` puts those first that need somebody. */
export const LOGGER_SORTS = ["name", "site", "state", "seen", "variables", "alarms"] as const;
export type LoggerSort = typeof LOGGER_SORTS[number];

/** What a page of a list shows: all of it is in the page's address. */
export interface LoggerListState {
  query: string;
  sort: LoggerSort;
  isDescending: boolean;
  page: number;
}

/** Times and figures are sorted from the newest and highest at the first click. */
const STARTS_DESCENDING: readonly LoggerSort[] = ["seen", "variables", "alarms"];

/** Returns the state of the first page in the order of a column; the other way round at a second click. */
export function sortedBy(state: LoggerListState, sort: LoggerSort): LoggerListState {
  const isDescending = state.sort === sort ? !state.isDescending : STARTS_DESCENDING.includes(sort);
  return { ...state, sort, isDescending, page: 1 };
}

/** Returns the query string of a list, with its `?` and without what has its default. */
export function loggerListQuery({ query, sort, isDescending, page }: LoggerListState): string {
  const parameters = new URLSearchParams();
  if (query !== "") parameters.set("q", query);
  if (sort !== "name" || isDescending) parameters.set("sort", `${isDescending ? "-" : ""}${sort}`);
  if (page > 1) parameters.set("page", `${page}`);
  return parameters.size === 0 ? "" : `?${parameters}`;
}
