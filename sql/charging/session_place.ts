import type { ScopedSql } from "../../db/scope.ts";
import type { SessionOrder } from "../../domain/charging/session_filter.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import { passes } from "./session_filter.ts";
import { type Listing, type Part, sortKey } from "./session_order.ts";

/**
 * The place of a session in an order is one bigint: its rank in the high 32 bits, then a bit that is
 * set where the rank is rough, then its id. PostgreSQL sorts a single number three times as fast as
 * a key beside an id. Rough places come after exact ones of the same rank, in no order of their own.
 */
const ROUGH = 2n ** 31n;
/** The rank of sessions without a key: they come last. */
const LAST = 2 ** 31 - 1;

/** SQL: the id in a place. */
export const idOfPlace = (sql: Fragments): Fragment =>
  sql`(place & ${String(ROUGH - 1n)}::bigint)::integer`;

/** SQL: true where a place is rough. */
export const isRough = (sql: Fragments): Fragment => sql`(place & ${String(ROUGH)}::bigint <> 0)`;

/** Rows before a part up to which PostgreSQL sorts keys faster: it then keeps the first ones alone. */
const FEW = 500;

/** Returns true for parts of a listing that are found faster by places than by keys. */
export function isPlaced({ order: { sort } }: Listing, { offset }: Part): boolean {
  return sort === "network" || sort !== "date" && offset > FEW;
}

/** SQL: `place` of the sessions of a part of a listing, in its order. */
export function placesOf(sql: ScopedSql, listing: Listing, part: Part): Fragment {
  if (listing.order.sort === "location") return placesByLocation(sql, listing, part);
  const places = sql`
    select ${place(sql, listing.order)} as place from ev_charging_session s
    ${joined(sql, listing.order)}
    where ${passes(sql, listing.filter, listing.shown)} order by 1`;
  const most = part.limit + 1;
  // A limit beside the order would make PostgreSQL sort by a heap, which is slow for late parts.
  return part.offset > FEW
    ? sql`select place from (${places} offset ${part.offset}) later limit ${most}`
    : sql`${places} limit ${most} offset ${part.offset}`;
}

/** SQL: the place of a session `s`, with its network `n` where the order is by network. */
function place(sql: ScopedSql, { sort, direction }: SessionOrder): Fragment {
  const sign = direction === "desc" ? -1 : 1;
  if (sort === "network") {
    return sql`(coalesce(n.rank, ${LAST}::integer)::bigint << 32) | s.id`;
  }
  if (sort === "type") return sql`${placeOfType(sql, sign)} | s.id`;
  return sql`${placeOfNumber(sql, sortKey(sql, sort), sign)} | s.id`;
}

/** SQL: ranks of networks by name, where an order is by them. */
function joined(sql: ScopedSql, { sort, direction }: SessionOrder): Fragment {
  if (sort !== "network") return sql``;
  return sql`left join (
    select id, dense_rank() over (order by lower(network_name) collate "C"
      ${direction === "desc" ? sql`desc` : sql``}) as rank
    from ev_charging_networks) n on n.id = s.network_id`;
}

/** Ten thousands are exact up to this number, in 32 bits. */
const MOST = "214748";

/** SQL: the rank of a number that has at most 4 digits after its point; rough for others. */
function placeOfNumber(sql: ScopedSql, key: Fragment, sign: 1 | -1): Fragment {
  const ranked = (number: Fragment) => sql`${number} * ${String(10_000 * sign)}::numeric`;
  return sql`case when ${key} is null then ${LAST}::bigint << 32
    when min_scale(${key}) <= 4 and ${key} > -${MOST}::numeric and ${key} < ${MOST}::numeric
      then (${ranked(key)})::bigint << 32
    else floor(${ranked(sql`greatest(-${MOST}::numeric, least(${MOST}::numeric, ${key}))`)})
      ::bigint << 32 | ${String(ROUGH)}::bigint end`;
}

/** SQL: the rank of AC and DC; rough for other types. */
const placeOfType = (sql: ScopedSql, sign: 1 | -1): Fragment =>
  sql`case when s.charge_type is null then ${LAST}::bigint << 32
    when s.charge_type = 'AC' then ${sign}::bigint << 32
    when s.charge_type = 'DC' then ${3 * sign}::bigint << 32
    else (case when s.charge_type collate "C" < 'AC' then 0
      when s.charge_type collate "C" < 'DC' then 2 else 4 end * ${sign}::bigint) << 32
      | ${String(ROUGH)}::bigint end`;

/**
 * SQL: places by name of the location. Sessions of each name are counted first, so that only those of
 * the names in the part are sorted.
 */
function placesByLocation(
  sql: ScopedSql,
  { filter, order, shown }: Listing,
  { offset, limit }: Part,
): Fragment {
  const by = order.direction === "desc"
    ? sql`order by name desc nulls last`
    : sql`order by name nulls last`;
  const most = limit + 1;
  // A session is at what it names, else at its location: 0 for none, and -1 beside a name.
  const name = sql`coalesce(s.location_name, '')`;
  const id = sql`case when s.location_name is null then coalesce(s.location_id, 0) else -1 end`;
  return sql`
    with alike as materialized (
      select ${name} as own_name, ${id} as location_id, count(*) as sessions
      from ev_charging_session s where ${passes(sql, filter, shown)} group by 1, 2),
    named as (
      select a.*, lower(case location_id when -1 then own_name else l.location_name end)
        collate "C" as name
      from alike a left join ev_location_lookup l on l.id = a.location_id),
    ranked as (
      select own_name, location_id, dense_rank() over (${by}) as rank,
        sum(sessions) over (${by}) as up_to, sum(sessions) over (partition by name) as of_name
      from named),
    touched as materialized (
      select *, up_to - of_name as before from ranked
      where up_to > ${offset} and up_to - of_name < ${offset + most})
    select (t.rank << 32) | s.id as place
    from ev_charging_session s join touched t
      on t.own_name = ${name} and t.location_id = ${id}
    where ${passes(sql, filter, shown)}
    order by 1 limit ${most} offset ${offset} - (select min(before) from touched)`;
}
