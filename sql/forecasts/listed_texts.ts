/** Lists of sites in the JSON of the API, which PostgreSQL makes. */
import type { ScopedSql } from "../../db/scope.ts";
import { withHashJoins } from "../kit/hash_joins.ts";
import * as sites from "../sites/sites.ts";
import { filled, gappedText } from "../sites/sites_json.ts";
import {
  BY_UUID,
  foundAfter,
  lacksStart,
  type PartAfter,
  type UnorderedListing,
} from "./list_after.ts";
import { orderOf } from "./site_list_parts.ts";

/** A page of sites in the JSON of the API. */
export interface SitesText extends PageHead {
  /** Null when the caller knows this hash. */
  text: string | null;
}

interface PageHead {
  /** MD5 of what PostgreSQL knows the versions of the page's rows by. */
  hash: string;
  next_cursor: string | null;
}

/**
 * Returns a page of the caller's sites as text: `{"sites":[…],"next_cursor":…}`. A text of
 * which the caller has the hash is not made. Undefined as of `listAfter`.
 */
export async function listTextAfter(
  sql: ScopedSql,
  listing: UnorderedListing,
  part: PartAfter & { knownHash?: string },
): Promise<SitesText | undefined> {
  if (await lacksStart(sql, listing, part)) return undefined;
  const head = await pageHead(sql, listing, part);
  if (head.hash === part.knownHash) return { ...head, text: null };
  return { ...head, text: await pageText(sql, listing, part) };
}

/** PostgreSQL gives a row another xmin whenever somebody changes it. */
async function pageHead(
  sql: ScopedSql,
  listing: UnorderedListing,
  part: PartAfter,
): Promise<PageHead> {
  const query = sql<[PageHead]>`
    with ${foundAfter(sql, listing, part)},
    row_version as materialized (
      select site_uuid || ' ' || s.xmin as of_row,
        row_number() over (order by ${orderOf(sql, listing.order ?? BY_UUID)}) as place,
        site_uuid
      from sites s join found using (site_uuid)),
    former as materialized (
      select string_agg(c.site_uuid || ' ' || c.xmin, ',' order by c.site_uuid, c.until_date)
        as of_rows
      from site_capacities c where c.site_uuid = any(array(select site_uuid from found)))
    select md5(concat_ws(';', string_agg(of_row, ',' order by place), former.of_rows)) as hash,
      case when count(*) > ${part.limit}
        then max(site_uuid::text) filter (where place = ${part.limit}) end as next_cursor
    from former left join row_version on true group by former.of_rows`;
  const [head] = await withHashJoins(sql, query);
  return head;
}

async function pageText(
  sql: ScopedSql,
  listing: UnorderedListing,
  part: PartAfter,
): Promise<string> {
  const { limit } = part;
  const query = sql<[{ text: string }]>`
    with ${foundAfter(sql, listing, part)},
    former as materialized (
      select c.site_uuid, ${sites.formerOf(sql)}::text as capacities from site_capacities c
      where c.site_uuid = any(array(select site_uuid from found)) group by c.site_uuid),
    listed as materialized (
      select site_uuid, count(*) over () as rows,
        row_number() over (order by ${orderOf(sql, listing.order ?? BY_UUID)}) as place,
        ${gappedText(sql, sql`coalesce(former.capacities, '[]')`)} as text
      from sites s join found using (site_uuid) left join former using (site_uuid))
    select concat('{"sites":[', string_agg(text, ',' order by place) filter (where place <= ${limit}),
      '],"next_cursor":', coalesce(to_json(max(site_uuid::text)
        filter (where place = ${limit} and rows > ${limit}))::text, 'null'), '}') as text
    from listed`;
  const [{ text }] = await withHashJoins(sql, query);
  return filled(text);
}
