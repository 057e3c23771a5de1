import type { OwnerSql } from "../../db/client.ts";

/** What was learned of a site, as it is kept. */
export interface KeptFit {
  site_uuid: string;
  /** RFC 3339: the fit knows nothing later. */
  made_utc: string;
  version: string;
  /** The facts of the site that it was made with. */
  facts: string;
  /** Measured days that it was made from. */
  days: number;
  /** Null: the history was too short. */
  fit: Uint8Array | null;
  /** Degrees; null where clear hours do not contradict what is stated, or cannot tell. */
  tilt: number | null;
  orientation: number | null;
}

/** Returns the kept fits of these sites, by site; a site without one has no entry. */
export async function list(sql: OwnerSql, siteUuids: string[]): Promise<Map<string, KeptFit>> {
  const rows = await sql<KeptFit[]>`
    select site_uuid, made_utc, version, facts, days, fit, tilt, orientation
    from app.weather_fits where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map((row) => [row.site_uuid, row]));
}

/** Returns the plane of a site's modules where clear hours contradict what is stated. */
export async function plane(
  sql: OwnerSql,
  siteUuid: string,
): Promise<{ tilt: number; orientation: number } | undefined> {
  const [row] = await sql<{ tilt: number; orientation: number }[]>`
    select tilt, orientation from app.weather_fits
    where site_uuid = ${siteUuid}::uuid and tilt is not null`;
  return row;
}

/** Keeps a fit in place of the site's former one, unless the site has been deleted meanwhile. */
export async function keep(sql: OwnerSql, of: KeptFit): Promise<void> {
  await sql`
    insert into app.weather_fits (site_uuid, made_utc, version, facts, days, fit, tilt, orientation)
    select site_uuid, ${of.made_utc}::timestamp, ${of.version}, ${of.facts}, ${of.days}::int,
      ${of.fit}::bytea, ${of.tilt}::real, ${of.orientation}::real
    from sites where site_uuid = ${of.site_uuid}
    on conflict (site_uuid) do update set made_utc = excluded.made_utc, version = excluded.version,
      facts = excluded.facts, days = excluded.days, fit = excluded.fit, tilt = excluded.tilt,
      orientation = excluded.orientation`;
}

/**
 * Returns how many measured days of these sites are of the time since their weather begins, by site,
 * as far as it had been received by `asOf`; a site without weather has no entry.
 */
export async function historyDays(
  sql: OwnerSql,
  siteUuids: string[],
  asOf: Temporal.Instant,
): Promise<Map<string, number>> {
  const rows = await sql<{ site_uuid: string; days: number }[]>`
    with chosen as materialized (
      select site_uuid, series_uuid
      from app.chosen_weather(${siteUuids}::uuid[], ${asOf}::timestamp)),
    first as materialized (
      select series_uuid, least(
        (select min(d.day) from app.weather_days d where d.series_uuid = c.series_uuid),
        (select min(r.start_utc)::date from app.weather_runs r
          where r.series_uuid = c.series_uuid and not r.is_kept)) as day
      from (select distinct series_uuid from chosen) c)
    select c.site_uuid, (select count(*)::int from app.generation_days g
      where g.site_uuid = c.site_uuid and g.day >= first.day) as days
    from chosen c join first using (series_uuid)`;
  return new Map(rows.map(({ site_uuid, days }) => [site_uuid, days]));
}
