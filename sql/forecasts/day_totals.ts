import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import type { Period } from "../../domain/time/time.ts";
import { generationTouching } from "../generation/finite.ts";
import { withHashJoins } from "../kit/hash_joins.ts";
import type { Fragment } from "../kit/queries.ts";
import { latestForecastTouching } from "./latest.ts";
import { besideSites, conditionsOf } from "./site_list_parts.ts";

/** The sites that a total is of, with what says how they lie and how large they are. */
export interface TotalSites {
  site_uuids: string[];
  /** Some of their places and zones: what the zone of the total is chosen by. */
  places: { latitude: number | null; longitude: number | null; time_zone: string | null }[];
  capacity_kw: number | null;
  /** Number of sites whose capacity is known. */
  capacity_sites: number;
}

/** Energy of all sites in one period; null where no site has any. */
export interface DayTotal {
  produced_kwh: number | null;
  /** Number of sites that measured anything in the period. */
  produced_sites: number;
  forecast_kwh: number | null;
  /** Number of sites that have a forecast for any part of the period. */
  forecast_sites: number;
}

/** Sites by which the zone of a total is chosen. */
const MOST_PLACES = 200;

/** Returns the caller's sites that pass a filter, in the order of their UUIDs. */
export async function sitesOf(
  sql: ScopedSql,
  filter: SiteFilter,
  now: Temporal.Instant,
): Promise<TotalSites> {
  const condition = Object.values(conditionsOf(sql, filter))
    .reduce((both, one) => sql`${both} and ${one}`);
  const query = sql<TotalSites[]>`
    with found as materialized (
      select s.site_uuid, s.latitude, s.longitude, s.time_zone,
        case when s.capacity_kw >= 0 and s.capacity_kw < 1e300 then s.capacity_kw end as capacity_kw
      from sites s ${besideSites(sql, now)} where ${condition})
    select coalesce(array_agg(site_uuid::text order by site_uuid), '{}') as site_uuids,
      (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from (
          select latitude, longitude, time_zone from found order by site_uuid
          limit ${MOST_PLACES}) p) as places,
      sum(capacity_kw) as capacity_kw, count(capacity_kw)::int as capacity_sites
    from found`;
  const [row] = await withHashJoins(sql, query);
  return row!;
}

/**
 * Adds up the energy of these of the caller's sites in each of some periods, which follow one
 * another: measured, and of the latest forecast. Values that reach over an edge count with the part
 * inside. Nothing is extrapolated.
 */
export async function between(
  sql: ScopedSql,
  siteUuids: string[],
  periods: Period[],
): Promise<DayTotal[]> {
  const [start, end] = [periods[0]!.start, periods.at(-1)!.end];
  const measured = sql`(select site_uuid, start_utc, end_utc, generation_power_kw as kw
    from ${generationTouching(sql, siteUuids, start, end)} g)`;
  const forecast = sql`(select site_uuid, start_utc, end_utc, forecast_power_kw as kw
    from ${latestForecastTouching(sql, siteUuids, start, end)} f)`;
  const [produced, expected] = await Promise.all([
    energies(sql, measured, periods),
    energies(sql, forecast, periods),
  ]);
  return produced.map((of, at) => ({
    produced_kwh: of.kwh,
    produced_sites: of.sites,
    forecast_kwh: expected[at]!.kwh,
    forecast_sites: expected[at]!.sites,
  }));
}

function energies(sql: ScopedSql, pieces: Fragment, periods: Period[]) {
  return sql<{ kwh: number | null; sites: number }[]>`
    select sum(p.kw * date_part('epoch', least(p.end_utc, d.end_utc)
        - greatest(p.start_utc, d.start_utc)) / 3600) as kwh,
      count(distinct p.site_uuid)::int as sites
    from unnest(${periods.map(({ start }) => `${start}`)}::timestamp[],
        ${periods.map(({ end }) => `${end}`)}::timestamp[]) with ordinality
        d (start_utc, end_utc, number)
      left join ${pieces} p on p.start_utc < d.end_utc and p.end_utc > d.start_utc
    group by d.number order by d.number`;
}
