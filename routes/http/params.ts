import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import { pageOf } from "../../sql/kit/page.ts";

/** Rows on one page of a list. */
const PAGE = 50;
const MAX_SEARCH = 300;

/** A UUID in a path, a query string or a body. */
export const uuid = () => z.guid({ error: "Not a valid UUID." });

/** Returns a text that is a UUID, and undefined for anything else. */
export function asUuid(text: unknown): string | undefined {
  return uuid().safeParse(text).data;
}

/** Limits a path parameter to UUIDs (`/sites/:site${UUID}`), so that `/sites/new` is not a site. */
export const UUID = "{[0-9a-fA-F-]+}";

interface WithPath {
  req: { param(name: string): string | undefined };
}

/** Returns the UUID of a path parameter. Throws not_found for other texts: they identify nothing. */
export function pathUuid(c: WithPath, name: string): string {
  return found(asUuid(c.req.param(name)), nounOf(name));
}

/**
 * Returns what a path parameter identifies: `load(c, "site", sites.find)`. Throws not_found when the
 * parameter is not a UUID, and when nothing with this UUID is visible in the request's scope.
 */
export async function load<S, T>(
  c: WithPath & { var: { sql: S } },
  name: string,
  find: (sql: S, uuid: string) => Promise<T | undefined>,
): Promise<T> {
  return found(await find(c.var.sql, pathUuid(c, name)), nounOf(name));
}

/** `site` of `site_uuid`, `group` of `site_group_uuid`. */
function nounOf(name: string): string {
  return name.replace(/_uuid$/, "").replace(/^site_/, "");
}

/** Query parameters of a list in the API, in pages of up to 1000 rows: `limit` and `cursor`. */
export function cursorQuery(rows: string) {
  return {
    limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: `Ask for 1 to 1000 ${rows}.` })
      .default("100").transform(Number),
    cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
  };
}

const pageNumber = z.string().regex(/^[1-9]\d{0,4}$/).transform(Number).catch(1);

/**
 * Returns the page of a list that the query parameter `name` says, by default the first. `limit` and
 * `offset` fetch one row more than a page has: it tells whether there is a next page (`paged`).
 */
export function page(c: Context, name = "page") {
  const number = pageNumber.parse(c.req.query(name));
  return { page: number, limit: PAGE, offset: (number - 1) * PAGE };
}

/** Splits rows that `page` fetched into those of the page and whether there is a next one. */
export function paged<T>(rows: readonly T[]) {
  return pageOf(rows, PAGE);
}

/** Returns the page of a list, and the text of its search field `q`. */
export function searchPage(c: Context, name = "page") {
  const query = (c.req.query("q") ?? "").trim().slice(0, MAX_SEARCH);
  return { query, ...page(c, name) };
}
