import type { ScopedSql } from "../../db/scope.ts";

/** Returns the UUIDs of the caller's sites that have these numbers of clients, by number. */
export async function sitesByClientId(
  sql: ScopedSql,
  ids: readonly number[],
): Promise<Map<number, string[]>> {
  const rows = await sql<{ client_site_id: number; site_uuids: string[] }[]>`
    select client_site_id, array_agg(site_uuid) as site_uuids from sites
    where client_site_id = any(${`{${ids.join()}}`}::int[]) group by 1`;
  return new Map(rows.map(({ client_site_id, site_uuids }) => [client_site_id, site_uuids]));
}
