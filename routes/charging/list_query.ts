import type { Context } from "hono";
import { z } from "zod";
import {
  MOST_VALUES,
  PAGE_SIZES,
  RANGES,
  type SessionFilter,
  sessionFilter,
  type SessionOrder,
  sessionOrder,
  SORTS,
} from "../../domain/charging/session_filter.ts";
import {
  NEWEST_FIRST,
  type PageSize,
  type SessionListState,
  SEVERAL,
  WHOLE_LIST,
} from "../../domain/charging/session_list.ts";
import { listUrl } from "../../views/charging/list_url.ts";
import { AppError } from "../../domain/errors.ts";
import { isStorable } from "../../domain/text.ts";
import { parse } from "../../domain/validation.ts";

/** The parameters of an address: each with all of its values. */
export type Queries = Record<string, string[] | undefined>;

/** Returns the filter of an address. What is empty, wrong or too much is left out. */
export function lenientFilter(queries: Queries): SessionFilter {
  const given: Partial<Record<keyof SessionFilter, unknown>> = {};
  for (const name of ["range", "from", "to", "cost"] as const) {
    const [value] = queries[name] ?? [];
    if (value && fits(name, value)) given[name] = value;
  }
  for (const name of SEVERAL) {
    const values = (queries[name] ?? []).map((text) => name === "network" ? Number(text) : text);
    const fitting = [...new Set(values.filter((value) => value !== "" && fits(name, [value])))];
    given[name] = fitting.slice(0, MOST_VALUES);
  }
  const { data } = sessionFilter.safeParse(given);
  // The last day may be before the first: then no day is taken.
  return data ?? sessionFilter.parse({ ...given, from: undefined, to: undefined });
}

function fits(name: keyof SessionFilter, value: unknown): boolean {
  const isText = [value].flat().every((text) => typeof text !== "string" || isStorable(text));
  return isText && sessionFilter.shape[name].safeParse(value).success;
}

const size = z.enum(PAGE_SIZES.map(String)).transform((text) => Number(text) as PageSize)
  .catch(WHOLE_LIST.size);
const pageNumber = z.string().regex(/^[1-9]\d{0,4}$/).transform(Number).catch(1);

/** Returns what a page of the list shows. Parameters that are empty or wrong are left out. */
export function listStateOf(queries: Queries): SessionListState {
  const [sort] = queries.sort ?? [];
  const [direction] = queries.direction ?? [];
  const order: SessionOrder = sessionOrder.safeParse({ sort, direction }).data ?? NEWEST_FIRST;
  return {
    filter: lenientFilter(queries),
    order,
    page: pageNumber.parse(queries.page?.[0]),
    size: size.parse(queries.limit?.[0]),
  };
}

export const listState = (c: Context): SessionListState => listStateOf(c.req.queries());

/** Returns what a query string of a list shows, as links to a session carry it. */
export function listStateIn(query: string): SessionListState {
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  return listStateOf(Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])));
}

/** Most characters of a list's query string that are read. */
const MAX_LIST = 8000;

/** Returns the query string of the list that a page was reached from; empty: the whole list. */
export const listOf = (c: Context): string => shortList(c.req.query("list"));
/** Returns as much of such a query string as is read. */
export const shortList = (list = ""): string => list.slice(0, MAX_LIST);

/** Returns the address of the list that a query string is of. */
export const listAddress = (list: string): string => listUrl(listStateIn(list));

const word = z.string().min(1).max(255)
  .refine(isStorable, { error: "Remove the invalid characters." });

/** One value, or several under one name. */
const several = (about: string, item: z.ZodType<string> = word) =>
  z.union([item, z.array(item).max(1000)]).optional().describe(
    `${about}; can be sent several times`,
  );

const oneOf = (values: readonly string[]) => ({ error: `Write one of: ${values.join(", ")}.` });

/** The filters of the API. `filterOf` makes them the filter that pages have, too. */
export const filterQuery = {
  range: z.enum(RANGES, oneOf(RANGES)).default("all").describe(
    "Sessions that start in so many days before now, or in the year so far",
  ),
  from: sessionFilter.shape.from.describe("First local day; it counts before the range"),
  to: sessionFilter.shape.to.describe("Last local day, included"),
  type: several("AC or DC"),
  network: several(
    "Number of a network",
    z.string().regex(/^[1-9]\d{0,9}$/, "Not a valid number."),
  ),
  location_type: several("Type of the location, like home"),
  site: several("UUID of a site", z.guid({ error: "Not a valid UUID." })),
  vehicle: several("device_id of a vehicle"),
  cost: z.enum(["known", "unknown"], oneOf(["known", "unknown"])).optional().describe(
    "Only sessions whose cost is, or is not, known",
  ),
};

/** The order of the API's list. */
export const orderQuery = {
  sort: z.enum(SORTS, oneOf(SORTS)).default("date"),
  direction: z.enum(["asc", "desc"], oneOf(["asc", "desc"])).default("desc"),
};

type FilterQuery = z.output<z.ZodObject<typeof filterQuery>>;

/** Returns the filter of the API's query. Throws "invalid" where the days are not in order. */
export function filterOf(query: FilterQuery): SessionFilter {
  const list = (value: string | string[] | undefined) => [value ?? []].flat();
  const { data, fields } = parse(sessionFilter, {
    range: query.range,
    from: query.from,
    to: query.to,
    cost: query.cost,
    type: list(query.type),
    network: list(query.network).map(Number),
    location_type: list(query.location_type),
    site: list(query.site),
    vehicle: list(query.vehicle),
  });
  if (fields) throw new AppError("invalid", "Some parameters are not valid.", { fields });
  return data;
}
