import type { ScopedSql } from "../../db/scope.ts";

/** Returns true when anything has ever been measured at a site of the caller's. */
export async function isMeasured(sql: ScopedSql, siteUuid: string): Promise<boolean> {
  const [row] = await sql<{ is_measured: boolean }[]>`
    select exists (select 1 from generation where site_uuid = ${siteUuid}) as is_measured`;
  return row!.is_measured;
}
