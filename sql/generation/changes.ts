import type { OwnerSql } from "../../db/client.ts";

/** What depends on measurements and learns here which of them changed. */
export type Follower = "accuracy" | "attention" | "fits" | "hours" | "sun";

/** A range of changed periods of a site, as a follower has read it. */
export interface ChangedRange {
  site_uuid: string;
  /** How often it has been widened. */
  changes: string;
}

/**
 * Turns what changed in generation into revisions of sites and into ranges for the followers.
 * Returns how many changes; 0 also while another instance is at it. Throws 55P03 while a follower
 * holds a range: the next sweep does it.
 */
export async function sweep(sql: OwnerSql): Promise<number> {
  const [row] = await sql<{ swept: number }[]>`select app.sweep() as swept`;
  return row!.swept;
}

/** Returns the ranges of a follower, of all sites or of one. */
export async function ranges(
  sql: OwnerSql,
  follower: Follower,
  siteUuid?: string,
): Promise<ChangedRange[]> {
  return await sql<ChangedRange[]>`
    select site_uuid, changes::text as changes from app.changed_ranges
    where follower = ${follower} ${siteUuid ? sql`and site_uuid = ${siteUuid}::uuid` : sql``}`;
}

/** Deletes ranges whose work is committed, except those that have been widened since. */
export async function settle(
  sql: OwnerSql,
  follower: Follower,
  read: ChangedRange[],
): Promise<void> {
  if (read.length === 0) return;
  const sites = read.map((range) => range.site_uuid);
  const changes = read.map((range) => range.changes);
  await sql`
    delete from app.changed_ranges c
    using unnest(${sites}::uuid[], ${changes}::text[]) r (site_uuid, changes)
    where c.follower = ${follower} and c.site_uuid = r.site_uuid
      and c.changes = r.changes::bigint`;
}
