import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import {
  type Accuracy,
  accuracyOf,
  type AccuracyPeriod,
  type AccuracySums,
  type Light,
} from "../../domain/accuracy/accuracy.ts";

/**
 * Returns the accuracy of each model and horizon at one of the caller's sites, by model name and
 * horizon.
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  period: AccuracyPeriod,
  light: Light,
): Promise<Accuracy[]> {
  return await accuracies(sql, period, light, [siteUuid]);
}

/** Returns the same over all sites of the caller's group together. */
export async function ofGroup(
  sql: ScopedSql,
  period: AccuracyPeriod,
  light: Light,
): Promise<Accuracy[]> {
  return await accuracies(sql, period, light);
}

/** Returns the same over all sites of all groups. */
export async function ofAll(
  sql: AdminSql,
  period: AccuracyPeriod,
  light: Light,
): Promise<Accuracy[]> {
  return await accuracies(sql, period, light);
}

/** Returns the same over the sites of any group. */
export async function ofOneGroup(
  sql: AdminSql,
  siteGroupUuid: string,
  period: AccuracyPeriod,
  light: Light,
): Promise<Accuracy[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select site_uuid from site_group_sites where site_group_uuid = ${siteGroupUuid}`;
  return await accuracies(sql, period, light, rows.map((row) => row.site_uuid));
}

async function accuracies(
  sql: ScopedSql | AdminSql,
  period: AccuracyPeriod,
  light: Light,
  siteUuids: string[] | null = null,
): Promise<Accuracy[]> {
  const rows = await (sql as ScopedSql)<AccuracySums[]>`
    select * from app.accuracy_sums(${siteUuids}::uuid[], ${period.from.toString()}::date,
      ${period.to.toString()}::date, ${light === "daylight"})`;
  return rows.map(accuracyOf);
}
