import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { ModelFreshness } from "../../domain/forecasts/model_freshness.ts";

/** Returns the models with a run for the caller's sites in the 24 hours before `now`, by name. */
export async function ofGroup(sql: ScopedSql, now: Temporal.Instant): Promise<ModelFreshness[]> {
  return await list(sql, null, now);
}

/** Returns the same for all sites. */
export async function ofAll(sql: AdminSql, now: Temporal.Instant): Promise<ModelFreshness[]> {
  return await list(sql, null, now);
}

/** Returns the same for the sites of any group. */
export async function ofOneGroup(
  sql: AdminSql,
  siteGroupUuid: string,
  now: Temporal.Instant,
): Promise<ModelFreshness[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select site_uuid from site_group_sites where site_group_uuid = ${siteGroupUuid}::uuid`;
  return await list(sql, rows.map((row) => row.site_uuid), now);
}

async function list(
  sql: ScopedSql | AdminSql,
  siteUuids: string[] | null,
  now: Temporal.Instant,
): Promise<ModelFreshness[]> {
  return await (sql as ScopedSql)<ModelFreshness[]>`
    select model_name, newest_utc, sites
    from app.model_freshness(${siteUuids}::uuid[], ${now}::timestamp)`;
}
