import type { OwnerSql } from "../../db/client.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as demo from "../../sql/operations/demo.ts";

/** Makes sites of a group, and removes them after `work`. */
export async function withSites(
  sql: OwnerSql,
  groupUuid: string,
  wanted: Partial<Site>[],
  work: (uuids: string[]) => Promise<void>,
): Promise<void> {
  const uuids: string[] = [];
  for (const site of wanted) uuids.push(await demo.makeSite(sql, groupUuid, site));
  try {
    await work(uuids);
  } finally {
    await removeSites(sql, uuids);
  }
}

/** Sites without values, with their links. */
export async function removeSites(sql: OwnerSql, uuids: string[]): Promise<void> {
  await sql`delete from site_group_sites where site_uuid = any(${uuids})`;
  await sql`delete from sites where site_uuid = any(${uuids})`;
}
