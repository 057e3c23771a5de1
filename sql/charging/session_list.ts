import type { ScopedSql } from "../../db/scope.ts";
import type { NumberedSession, SessionRow } from "../../domain/charging/session.ts";
import type { SessionOrder } from "../../domain/charging/session_filter.ts";
import { withoutMergeJoins } from "../kit/hash_joins.ts";
import { rowColumns, sessionJoins } from "./session_columns.ts";
import { passes } from "./session_filter.ts";
import {
  backwards,
  inOrder,
  isAfter,
  joinedFor,
  type Listing,
  type Part,
  sortKey,
} from "./session_order.ts";
import { idOfPlace, isPlaced, isRough, placesOf } from "./session_place.ts";

/** SQL: `id` and `key` of the sessions of a listing, in no order. */
export const keysOf = (sql: ScopedSql, { filter, order, shown }: Listing) =>
  sql`select s.id, s.session_id, ${keyOf(sql, order)} as key from ev_charging_session s
    ${joinedFor(sql, order.sort)} where ${passes(sql, filter, shown)}`;

/**
 * SQL: the key of a session `s` in an order. Of the oldest first it is hidden from the index of all
 * groups' starts: reading that in its order reads every older session of other groups.
 */
const keyOf = (sql: ScopedSql, { sort, direction }: SessionOrder) =>
  sort === "date" && direction === "asc"
    ? sql`${sortKey(sql, sort)} + interval '0'`
    : sortKey(sql, sort);

/**
 * Returns a page of the caller's sessions that pass a filter. A row more than `limit` means that
 * there is a next page.
 */
export async function list(
  sql: ScopedSql,
  listing: Listing,
  part: Part,
): Promise<NumberedSession[]> {
  if (!isPlaced(listing, part)) return await listByKey(sql, listing, part);
  const rows = await withoutMergeJoins(sql, listByPlace(sql, listing, part));
  if (rows.some(({ is_rough }) => is_rough)) return await listByKey(sql, listing, part);
  return rows.map(({ is_rough: _, ...row }) => row);
}

const listByPlace = (sql: ScopedSql, listing: Listing, part: Part) =>
  sql<(NumberedSession & { is_rough: boolean })[]>`
    with page as materialized (
      select place, ${idOfPlace(sql)} as id, ${isRough(sql)} as is_rough
      from (${placesOf(sql, listing, part)}) places)
    select s.id, ${rowColumns(sql)}, page.is_rough
    from page join ev_charging_session s using (id) ${sessionJoins(sql)}
    order by page.place`;

/** Returns the same page by its keys themselves, whatever they are. */
async function listByKey(
  sql: ScopedSql,
  listing: Listing,
  part: Part,
): Promise<NumberedSession[]> {
  const { order } = listing;
  return await sql<NumberedSession[]>`
    with page as materialized (
      ${keysOf(sql, listing)} ${cutTo(sql, order, part)})
    select s.id, ${rowColumns(sql)} from (select id, key from page) page
      join ev_charging_session s using (id) ${sessionJoins(sql)}
    order by ${inOrder(sql, order, sql`page`)}`;
}

/**
 * SQL: the order and limits of a part. One in the second half is cut from the end: the more rows are
 * before a part, the longer the sort takes.
 */
function cutTo(sql: ScopedSql, order: SessionOrder, { limit, offset, of = Infinity }: Part) {
  const most = limit + 1;
  if (offset <= of / 2) return sql`order by ${inOrder(sql, order)} limit ${most} offset ${offset}`;
  const left = Math.max(0, of - offset);
  return sql`order by ${backwards(sql, order)} limit ${Math.min(most, left)}
    offset ${Math.max(0, left - most)}`;
}

/**
 * Returns the sessions after one of them, for programs that read page after page. A row more than
 * `limit` means that there is a next page. Undefined when the group has no session `after`.
 */
export async function listAfter(
  sql: ScopedSql,
  listing: Listing,
  { limit, after }: { limit: number; after?: string },
): Promise<SessionRow[] | undefined> {
  if (after === undefined) {
    const rows = await list(sql, listing, { limit, offset: 0 });
    return rows.map(({ id: _, ...row }) => row);
  }
  const { order } = listing;
  const rows = await sql<SessionRow[]>`
    with start as materialized (${startOf(sql, listing, after)}),
    page as materialized (
      select f.id, f.key from (${keysOf(sql, listing)}) f, start
      where ${isAfter(sql, order, sql`f`, sql`start`)}
      order by ${inOrder(sql, order, sql`f`)} limit ${limit + 1})
    select ${rowColumns(sql)} from page
      join ev_charging_session s using (id) ${sessionJoins(sql)}
    order by ${inOrder(sql, order, sql`page`)}`;
  return rows.length > 0 || await isThere(sql, after) ? rows : undefined;
}

/** SQL: `id` and `key` of one session. */
const startOf = (sql: ScopedSql, { order }: Listing, sessionId: string) =>
  sql`select s.id, ${sortKey(sql, order.sort)} as key from ev_charging_session s
    ${joinedFor(sql, order.sort)} where s.session_id = ${sessionId}::uuid`;

async function isThere(sql: ScopedSql, sessionId: string): Promise<boolean> {
  const rows = await sql`select from ev_charging_session where session_id = ${sessionId}::uuid`;
  return rows.length > 0;
}

/** The sessions before and after one in a list; undefined at its ends. */
export interface Neighbours {
  previous?: string;
  next?: string;
}

/**
 * Returns the session_ids before and after a session in a list, over its pages, whether or not it
 * passes the filter itself.
 */
export async function neighbours(
  sql: ScopedSql,
  listing: Listing,
  sessionId: string,
): Promise<Neighbours> {
  const { order } = listing;
  const [f, start] = [sql`f`, sql`start`];
  const rows = await sql<{ side: "previous" | "next"; session_id: string }[]>`
    with start as materialized (${startOf(sql, listing, sessionId)}),
    all_rows as not materialized (${keysOf(sql, listing)})
    (select 'next' as side, f.session_id from all_rows f, start
      where ${isAfter(sql, order, f, start)} order by ${inOrder(sql, order, f)} limit 1)
    union all
    (select 'previous', f.session_id from all_rows f, start
      where ${isAfter(sql, order, start, f)} order by ${backwards(sql, order, f)} limit 1)`;
  return Object.fromEntries(rows.map(({ side, session_id }) => [side, session_id]));
}
