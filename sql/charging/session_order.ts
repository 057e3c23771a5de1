import type { Shown } from "../../domain/charging/filter_period.ts";
import type { SessionFilter, SessionOrder, SORTS } from "../../domain/charging/session_filter.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

type Sort = typeof SORTS[number];

/** Which sessions, in which order, at which time and in which zone. */
export interface Listing {
  filter: SessionFilter;
  order: SessionOrder;
  shown: Shown;
}

/** A part of a listing. `of`: how many sessions it has, where that is known. */
export interface Part {
  limit: number;
  offset: number;
  of?: number;
}

/** SQL: seconds of a session `s`: of charging, else from its start to its end. */
export const seconds = (sql: Fragments): Fragment =>
  sql`coalesce(s.charge_duration_seconds,
    extract(epoch from s.session_end_utc - s.session_start_utc))`;

/**
 * SQL: what sessions `s` are sorted by. Names are compared letter by letter, whatever the case:
 * rules of a language would take longer than everything else of a page.
 */
export function sortKey(sql: Fragments, sort: Sort): Fragment {
  const keys: Record<Sort, () => Fragment> = {
    date: () => sql`s.session_start_utc`,
    energy: () => sql`s.energy_kwh`,
    cost: () => sql`s.shown_cost`,
    location: () => sql`lower(coalesce(s.location_name, l.location_name)) collate "C"`,
    network: () => sql`lower(n.network_name) collate "C"`,
    type: () => sql`s.charge_type collate "C"`,
    duration: () => seconds(sql),
  };
  return keys[sort]();
}

/** SQL: a `sortKey` from its text. */
export function keyFromText(sql: Fragments, sort: Sort, text: string | null): Fragment {
  if (sort === "date") return sql`${text}::text::timestamptz`;
  if (["location", "network", "type"].includes(sort)) return sql`${text}::text collate "C"`;
  return sql`${text}::text::numeric`;
}

/** SQL: what has to be joined to sessions `s` for their `sortKey`. */
export function joinedFor(sql: Fragments, sort: Sort): Fragment {
  if (sort === "location") return sql`left join ev_location_lookup l on l.id = s.location_id`;
  if (sort === "network") return sql`left join ev_charging_networks n on n.id = s.network_id`;
  return sql``;
}

/**
 * SQL: rows with `key` and `id` in an order; those without a key come last, equal ones by id. The
 * columns are those of `row`, or the query's own.
 */
export function inOrder(sql: Fragments, { direction }: SessionOrder, row?: Fragment): Fragment {
  const of = row ? sql`${row}.` : sql``;
  return direction === "desc"
    ? sql`${of}key desc nulls last, ${of}id`
    : sql`${of}key nulls last, ${of}id`;
}

/** SQL: the same order from its end. */
export function backwards(sql: Fragments, { direction }: SessionOrder, row?: Fragment): Fragment {
  const of = row ? sql`${row}.` : sql``;
  return direction === "desc"
    ? sql`${of}key nulls first, ${of}id desc`
    : sql`${of}key desc nulls first, ${of}id desc`;
}

/** SQL: true when of the rows `a` and `b` of an order, both with `key` and `id`, a comes after b. */
export function isAfter(
  sql: Fragments,
  { direction }: SessionOrder,
  a: Fragment,
  b: Fragment,
): Fragment {
  const beyond = direction === "desc" ? sql`${a}.key < ${b}.key` : sql`${a}.key > ${b}.key`;
  return sql`(${a}.key is null and ${b}.key is not null or ${beyond}
    or ${a}.key is not distinct from ${b}.key and ${a}.id > ${b}.id)`;
}
