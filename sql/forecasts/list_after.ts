/** Parts of the queries of lists of sites that begin after one of them. */
import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFilter, SiteOrder } from "../../domain/sites/site_filter.ts";
import type { Fragment } from "../kit/queries.ts";
import { besideFor, conditionsOf, orderOf, sortKey } from "./site_list_parts.ts";
import * as sites from "../sites/sites.ts";

/** Which sites a list has, in which order, at which moment. */
export interface Listing {
  filter: SiteFilter;
  order: SiteOrder;
  now: Temporal.Instant;
}

export type UnorderedListing = Omit<Listing, "order"> & { order?: SiteOrder };

/** A page of a list after one of its sites. */
export interface PartAfter {
  limit: number;
  after?: string;
}

/** The order where none is wanted. */
export const BY_UUID: Direction = { isDescending: false };

/** Returns true when the order needs a value of the site `after`, and the caller lacks that site. */
export const lacksStart = async (
  sql: ScopedSql,
  { order }: UnorderedListing,
  { after }: PartAfter,
) => order !== undefined && after !== undefined && !await sites.find(sql, after);

/** SQL: CTEs, of which `found` has a page of sites and one more, with their `key` in the order. */
export function foundAfter(sql: ScopedSql, listing: UnorderedListing, { limit, after }: PartAfter) {
  const { filter, order } = listing;
  const beside = besideFor(sql, listing);
  const key = order ? sortKey(sql, order.by) : sql`null::int`;
  const direction = order ?? BY_UUID;
  const isAfter = after === undefined
    ? sql`true`
    : order
    ? sql`exists (select 1 from start c where ${isBeyond(sql, direction, "p")})`
    : sql`p.site_uuid > ${after}::uuid`;
  return sql`
    start as (
      select ${key} as key, s.site_uuid from sites s ${beside}
      where s.site_uuid = ${after ?? null}::uuid),
    page as materialized (
      select s.site_uuid, ${key} as key from sites s ${beside}
      where ${all(sql, filter)}),
    found as materialized (
      select * from page p where ${isAfter}
      order by ${orderOf(sql, direction)} limit ${limit + 1})`;
}

/** SQL: true when a site passes all conditions of a filter. */
export const all = (sql: ScopedSql, filter: SiteFilter): Fragment =>
  Object.values(conditionsOf(sql, filter)).reduce((both, one) => sql`${both} and ${one}`);

export type Direction = Pick<SiteOrder, "isDescending">;

/** SQL: true when of the rows `p` and `c` of a list one comes after the other. */
export function isBeyond(sql: ScopedSql, { isDescending }: Direction, later: "p" | "c"): Fragment {
  const [a, b] = later === "p" ? [sql`p`, sql`c`] : [sql`c`, sql`p`];
  const beyond = isDescending ? sql`${a}.key < ${b}.key` : sql`${a}.key > ${b}.key`;
  return sql`(${a}.key is null and ${b}.key is not null or ${beyond}
    or ${a}.key is not distinct from ${b}.key and ${a}.site_uuid > ${b}.site_uuid)`;
}
