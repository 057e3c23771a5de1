import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFigures } from "../../domain/forecasts/site_figures.ts";
import type { AttentionKind } from "../../domain/sites/attention/kinds.ts";
import type { NamedSite, Site } from "../../domain/sites/site.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import { bothWithHashJoins, withHashJoins } from "../kit/hash_joins.ts";
import type { Fragment } from "../kit/queries.ts";
import {
  all,
  BY_UUID,
  type Direction,
  foundAfter,
  isBeyond,
  lacksStart,
  type Listing,
  type PartAfter,
  type UnorderedListing,
} from "./list_after.ts";
import { besideFor, besideSites, orderOf, sortKey } from "./site_list_parts.ts";
import * as siteFigures from "./site_figures.ts";
import { type FacetCount, type SiteTotals, totalsQuery } from "./site_totals.ts";
import * as sites from "../sites/sites.ts";

/** The columns of a site that a list shows. */
export type ListedSite = Pick<
  Site,
  | "site_uuid"
  | "client_site_id"
  | "client_site_name"
  | "asset_type"
  | "capacity_kw"
  | "country"
  | "region"
  | "latitude"
  | "longitude"
  | "time_zone"
  | "active"
>;

/** A site of a list with its figures. */
export type SiteRow = ListedSite & SiteFigures & {
  kinds: AttentionKind[] | null;
  /**
   * Names the stored rows that all but `kinds` was read from: while it is the same, so is that. Null
   * for figures that were computed at once.
   */
  stored_key: string | null;
};

/** Which rows of a list a page has. */
interface Part {
  limit: number;
  offset: number;
}

/**
 * Returns a page of the caller's sites that pass the filter, with their figures: stored ones, or
 * computed at once for sites that have changed since, so that what is shown is never out of date. A
 * row more than `limit` means that there is a next page. Counts and sums of the whole list come with
 * it in one round trip.
 */
export async function list(
  sql: ScopedSql,
  listing: Listing,
  part: Part,
): Promise<{ rows: SiteRow[]; totals: SiteTotals; facets: FacetCount[] }> {
  const [rows, [sums]] = await bothWithHashJoins(
    sql,
    listQuery(sql, listing, part),
    totalsQuery(sql, listing.filter, listing.now),
  );
  return { ...sums!, rows: await withNewFigures(sql, rows, listing.now) };
}

function listQuery(
  sql: ScopedSql,
  listing: Listing,
  { limit, offset }: Part,
) {
  const { filter, order, now } = listing;
  const ofPage = sql`array(select site_uuid from page)`;
  // PostgreSQL gives a row another xmin whenever somebody changes it.
  return sql<SiteRow[]>`
    with page as materialized (
      select s.site_uuid, ${sortKey(sql, order.by)} as key
      from sites s ${besideFor(sql, listing)}
      where ${all(sql, filter)}
      order by ${orderOf(sql, order)} limit ${limit + 1} offset ${offset})
    select s.site_uuid, s.client_site_id, s.client_site_name, s.asset_type::text as asset_type,
      s.capacity_kw, s.country, s.region, s.latitude, s.longitude, s.time_zone, s.active,
      ${siteFigures.figureColumns(sql)}, w.kinds,
      case when s.version = f.version and f.revision = r.revision
        then s.site_uuid || ' ' || s.xmin || ' ' || f.xmin end as stored_key
    from page
      join sites s on s.site_uuid = page.site_uuid and s.site_uuid = any(${ofPage})
      ${besideSites(sql, now, ofPage)}
      left join app.revisions_of(${ofPage}) r on r.site_uuid = s.site_uuid
    order by key ${order.isDescending ? sql`desc` : sql``} nulls last, page.site_uuid`;
}

/**
 * Returns the caller's sites that pass a filter, after one of them, in an order or by UUID: for
 * scripts that read page after page. A row more than `limit` means that there is a next page.
 * Undefined when the order needs a value of the site `after`, which the caller's group lacks.
 * (The Python SDK's box of coordinates finds the sites of every group.)
 */
export async function listAfter(
  sql: ScopedSql,
  listing: UnorderedListing,
  part: PartAfter,
): Promise<Site[] | undefined> {
  if (await lacksStart(sql, listing, part)) return undefined;
  const query = sql<Site[]>`
    with ${foundAfter(sql, listing, part)}
    select ${sites.columns(sql)} from sites join found using (site_uuid)
    order by ${orderOf(sql, listing.order ?? BY_UUID)}`;
  return await withHashJoins(sql, query);
}

/** More sites than a service has. */
const ALL = 1_000_000;

/** Returns all of the caller's sites that pass a filter, in an order or by UUID. */
export async function listAll(
  sql: ScopedSql,
  listing: UnorderedListing,
): Promise<Site[]> {
  return await listAfter(sql, listing, { limit: ALL }) ?? [];
}

/** Returns the UUIDs of the caller's sites that pass a filter, in no order. */
export async function uuids(
  sql: ScopedSql,
  filter: SiteFilter,
  now: Temporal.Instant,
): Promise<string[]> {
  const query = sql<{ site_uuid: string }[]>`
    select s.site_uuid from sites s ${besideFor(sql, { filter, now })} where ${all(sql, filter)}`;
  return (await withHashJoins(sql, query)).map(({ site_uuid }) => site_uuid);
}

/** A site's neighbours in a list; undefined at its ends. */
export interface Neighbours {
  previous?: NamedSite;
  next?: NamedSite;
}

/** Returns the sites before and after one in a list, whether or not it passes the filter itself. */
export async function neighbours(
  sql: ScopedSql,
  listing: Listing,
  siteUuid: string,
): Promise<Neighbours> {
  const { filter, order } = listing;
  const beside = besideFor(sql, listing);
  const query = sql<(NamedSite & { side: "previous" | "next" })[]>`
    with start as (
      select ${sortKey(sql, order.by)} as key, s.site_uuid from sites s ${beside}
      where s.site_uuid = ${siteUuid}::uuid),
    page as materialized (
      select s.site_uuid, s.client_site_id, s.client_site_name, ${sortKey(sql, order.by)} as key
      from sites s ${beside} where ${all(sql, filter)})
    (select 'next' as side, p.* from page p, start c where ${isBeyond(sql, order, "p")}
      order by ${orderOf(sql, order)} limit 1)
    union all
    (select 'previous', p.* from page p, start c where ${isBeyond(sql, order, "c")}
      order by ${backwards(sql, order)} limit 1)`;
  const rows = await withHashJoins(sql, query);
  return Object.fromEntries(rows.map((row) => [row.side, row]));
}

/** SQL: the order of a list from its end. */
const backwards = (sql: ScopedSql, { isDescending }: Direction): Fragment =>
  isDescending
    ? sql`p.key nulls first, p.site_uuid desc`
    : sql`p.key desc nulls first, p.site_uuid desc`;

async function withNewFigures(
  sql: ScopedSql,
  rows: SiteRow[],
  now: Temporal.Instant,
): Promise<SiteRow[]> {
  const old = rows.filter((row) => row.stored_key === null).map(({ site_uuid }) => site_uuid);
  if (old.length === 0) return rows;
  const computed = await siteFigures.compute(sql, await sites.listThese(sql, old), now);
  const bySite = new Map(computed.map((row) => [row.site_uuid, row]));
  return rows.map((row) => ({ ...row, ...bySite.get(row.site_uuid) }));
}
