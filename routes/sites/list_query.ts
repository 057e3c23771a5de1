import type { Context } from "hono";
import { z } from "zod";
import {
  FIRST_ORDER,
  type ListState,
  PAGE_SIZES,
  WHOLE_LIST,
} from "../../domain/sites/list_state.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import { page } from "../http/params.ts";
import { siteFilters, siteSort } from "./list_filters.ts";

const sizes = PAGE_SIZES.map(String) as `${typeof PAGE_SIZES[number]}`[];
const size = z.enum(sizes).transform(Number).catch(WHOLE_LIST.size);
const sort = siteSort.catch(FIRST_ORDER);
/** Most characters of a search, as many as a name has. */
const MAX_SEARCH = 255;

/** Returns what a page of the list shows: parameters that are empty or wrong are left out. */
export function listState(c: Context): ListState {
  return stateOf((name) => c.req.query(name), page(c).page);
}

/** Returns what a query string of a list shows, as links to a site carry it. */
export function listStateOf(query: string): ListState {
  const parameters = new URLSearchParams(query);
  return stateOf((name) => parameters.get(name) ?? undefined, 1);
}

function stateOf(read: (name: string) => string | undefined, page: number): ListState {
  const cut = (name: string) => read(name)?.slice(0, name === "q" ? MAX_SEARCH : undefined);
  const given = Object.entries(siteFilters).flatMap(([name, schema]) => {
    const text = cut(name);
    const value = text === undefined ? undefined : schema.safeParse(text).data;
    return value === undefined ? [] : [[name, value]];
  });
  const filter: SiteFilter = Object.fromEntries(given);
  return { filter, order: sort.parse(read("sort")), page, size: size.parse(read("limit")) };
}
