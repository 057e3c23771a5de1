import type { FilterOption, PAGE_SIZES, SessionFilter, SessionOrder } from "./session_filter.ts";

export type PageSize = typeof PAGE_SIZES[number];

/** What a page of the list shows: all of it is in the page's address. */
export interface SessionListState {
  filter: SessionFilter;
  order: SessionOrder;
  page: number;
  size: PageSize;
}

export const NO_FILTER: SessionFilter = {
  range: "all",
  type: [],
  network: [],
  location_type: [],
  site: [],
  vehicle: [],
};

export const NEWEST_FIRST: SessionOrder = { sort: "date", direction: "desc" };

/** The list as it is without any parameters. */
export const WHOLE_LIST: SessionListState = {
  filter: NO_FILTER,
  order: NEWEST_FIRST,
  page: 1,
  size: 25,
};

/** The filters of which several values can be chosen. */
export const SEVERAL = [
  "type",
  "network",
  "location_type",
  "site",
  "vehicle",
] as const satisfies readonly Several[];
export type Several = FilterOption["facet"];

type Parameter = [name: string, value: string];

/** Returns the query parameters of a filter, without those that have their default. */
export function filterParameters(filter: SessionFilter): Parameter[] {
  const { range, from, to, cost } = filter;
  const all: [string, string | undefined][] = [
    ["range", range === "all" ? undefined : range],
    ["from", from],
    ["to", to],
    ...SEVERAL.flatMap((name) => filter[name].map((value): Parameter => [name, String(value)])),
    ["cost", cost],
  ];
  return all.filter((one): one is Parameter => one[1] !== undefined);
}

/** Returns the query string of a list, without `?` and without what has its default. */
export function listQuery({ filter, order: { sort, direction }, page, size }: SessionListState) {
  const others: Parameter[] = [];
  if (sort !== NEWEST_FIRST.sort) others.push(["sort", sort]);
  if (direction !== NEWEST_FIRST.direction) others.push(["direction", direction]);
  if (size !== WHOLE_LIST.size) others.push(["limit", String(size)]);
  if (page !== 1) others.push(["page", String(page)]);
  return new URLSearchParams([...filterParameters(filter), ...others]).toString();
}

/** Returns true when a filter may leave sessions out. */
export function isFiltered({ filter }: Pick<SessionListState, "filter">): boolean {
  return filterParameters(filter).length > 0;
}
