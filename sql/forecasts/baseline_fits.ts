import type { OwnerSql } from "../../db/client.ts";
import type { BaselineFit } from "../../domain/forecasts/baseline/fit.ts";
import { json } from "../kit/json.ts";

/** Returns the stored fits of this version, by site; a site without one has no entry. */
export async function list(
  sql: OwnerSql,
  siteUuids: string[],
  version: string,
): Promise<Map<string, BaselineFit>> {
  const rows = await sql<{ site_uuid: string; fit: BaselineFit }[]>`
    select site_uuid, fit from app.baseline_fits
    where site_uuid = any(${siteUuids}::uuid[]) and version = ${version}`;
  return new Map(rows.map(({ site_uuid, fit }) => [site_uuid, fit]));
}

/**
 * Stores the fit of a site, unless the site has been deleted meanwhile, or has a fit of this
 * version and a later day.
 */
export async function store(
  sql: OwnerSql,
  siteUuid: string,
  version: string,
  fit: BaselineFit,
): Promise<void> {
  await sql`
    insert into app.baseline_fits (site_uuid, day, version, fit)
    select site_uuid, date '1970-01-01' + ${fit.day}::int, ${version}, ${json(sql, fit)}
    from sites where site_uuid = ${siteUuid}
    on conflict (site_uuid) do update
      set day = excluded.day, version = excluded.version, fit = excluded.fit
      where baseline_fits.day <= excluded.day or baseline_fits.version <> excluded.version`;
}

/**
 * Returns active sites whose fit of this version is from before a day, or that have none, or whose
 * measurements of before the day before changed since the fit was made: history that was added.
 */
export async function listOutdated(
  sql: OwnerSql,
  version: string,
  day: Temporal.PlainDate,
): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select s.site_uuid from sites s
    where s.active is not false and (
      not exists (select 1 from app.baseline_fits f
        where f.site_uuid = s.site_uuid and f.version = ${version}
          and f.day >= ${day.toString()}::date)
      or exists (select 1 from app.changed_ranges c
        where c.follower = 'fits' and c.site_uuid = s.site_uuid
          and c.first_utc < ${day.toString()}::date - 1))
    order by s.site_uuid`;
  return rows.map((row) => row.site_uuid);
}
