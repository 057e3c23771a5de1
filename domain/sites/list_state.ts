import type { SiteFilter, SiteOrder } from "./site_filter.ts";

/** Sites on a page of a list. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** What a page of a list shows: all of it is in the page's address. */
export interface ListState {
  filter: SiteFilter;
  order: SiteOrder;
  page: number;
  size: number;
}

export const FIRST_ORDER: SiteOrder = { by: "name", isDescending: false };
const SIZE = 50;

/** The list as it is without any parameters. */
export const WHOLE_LIST: ListState = { filter: {}, order: FIRST_ORDER, page: 1, size: SIZE };

/** Returns the query string of a list, without `?` and without what has its default. */
export function listQuery({ filter, order, page, size }: ListState): string {
  const { active, ...others } = filter;
  const sort = `${order.isDescending ? "-" : ""}${order.by}`;
  const all: Record<string, string | number | undefined> = {
    ...others,
    active: active === "true" ? undefined : active,
    sort: sort === FIRST_ORDER.by ? undefined : sort,
    limit: size === SIZE ? undefined : size,
    page: page === 1 ? undefined : page,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** Returns true when a filter leaves sites out that are in the list by default. */
export function isFiltered({ filter }: ListState): boolean {
  return listQuery({ ...WHOLE_LIST, filter }) !== "";
}
