import type { ScopedSql } from "../../db/scope.ts";
import { type Facet, FACETS, type SiteFilter } from "../../domain/sites/site_filter.ts";
import { besideSites, conditionsOf, dataStates } from "./site_list_parts.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/** What the sites of a list have together; each sum with the number of sites that it covers. */
export interface SiteTotals {
  sites: number;
  capacity_kw: number | null;
  capacity_sites: number;
  now_kw: number | null;
  now_sites: number;
  produced_kwh: number | null;
  produced_sites: number;
  expected_kwh: number | null;
  expected_sites: number;
  tomorrow_kwh: number | null;
  tomorrow_sites: number;
}

/** How many sites have a value of a facet, under all filters but that of the facet itself. */
export interface FacetCount {
  facet: Facet;
  /** As the column has it; "true" and "false" of `active`. */
  value: string;
  sites: number;
}

/**
 * Returns the query, of one row, that counts and adds up the caller's sites that pass a filter, by
 * their stored figures: a site that has changed in the last minute counts as it was before.
 */
export function totalsQuery(sql: ScopedSql, filter: SiteFilter, now: Temporal.Instant) {
  const counts = FACETS.map((facet) => countsOf(sql, facet));
  return sql<{ totals: SiteTotals; facets: FacetCount[] }[]>`
    with alike as materialized (
      select active, asset_type, country, region, dno, gsp, is_forecast_late, is_measured_late,
        kinds, failed, count(*) as sites,
        sum(capacity_kw) as capacity_kw, count(capacity_kw) as capacity_sites,
        sum(now_kw) as now_kw, count(now_kw) as now_sites,
        sum(produced_kwh) as produced_kwh, count(produced_kwh) as produced_sites,
        sum(expected_kwh) as expected_kwh, count(expected_kwh) as expected_sites,
        sum(tomorrow_kwh) as tomorrow_kwh, count(tomorrow_kwh) as tomorrow_sites
      from (
        select s.active is not false as active, s.asset_type::text as asset_type,
          lower(s.country) as country, s.region, s.dno, s.gsp,
          coalesce(f.is_forecast_late, true) as is_forecast_late,
          coalesce(f.is_measured_late, true) as is_measured_late,
          case when s.capacity_kw >= 0 and s.capacity_kw < 1e300 then s.capacity_kw end
            as capacity_kw,
          f.now_kw, f.produced_kwh, f.expected_kwh, f.tomorrow_kwh, w.kinds,
          ${failed(sql, filter)} as failed
        from sites s ${besideSites(sql, now)}
        where ${conditionsOf(sql, filter).others}) judged
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    counted as (${counts.reduce((before, one) => sql`${before} union all ${one}`)})
    select (select to_jsonb(t) from (
        select coalesce(sum(sites), 0) as sites, sum(capacity_kw) as capacity_kw,
          coalesce(sum(capacity_sites), 0) as capacity_sites,
          sum(now_kw) as now_kw, coalesce(sum(now_sites), 0) as now_sites,
          sum(produced_kwh) as produced_kwh, coalesce(sum(produced_sites), 0) as produced_sites,
          sum(expected_kwh) as expected_kwh, coalesce(sum(expected_sites), 0) as expected_sites,
          sum(tomorrow_kwh) as tomorrow_kwh, coalesce(sum(tomorrow_sites), 0) as tomorrow_sites
        from alike where failed = 0) t) as totals,
      (select coalesce(jsonb_agg(c order by facet, sites desc, value), '[]') from counted c)
        as facets`;
}

const bitOf = (facet: Facet) => 1 << FACETS.indexOf(facet);

/** SQL: the facets whose filter a site fails, as bits of a number. */
function failed(sql: ScopedSql, filter: SiteFilter): Fragment {
  const conditions = conditionsOf(sql, filter);
  // Without a filter of their own, inactive sites are left out.
  return FACETS.filter((facet) => facet === "active" || filter[facet])
    .map((facet) => sql`((${conditions[facet]}) is not true)::int * ${bitOf(facet)}::int`)
    .reduce((sum, one) => sql`${sum} + ${one}`);
}

/** SQL: the states of data of `alike f`, of which a site may have two. */
function statesOf(sql: Fragments): Fragment {
  const { up_to_date, forecast_late, measurements_late } = dataStates(sql);
  return sql`array_remove(array[case when ${up_to_date} then 'up_to_date' end,
    case when ${forecast_late} then 'forecast_late' end,
    case when ${measurements_late} then 'measurements_late' end], null)`;
}

/** SQL: how many sites have each value of a facet and fail no other filter. */
function countsOf(sql: Fragments, facet: Facet): Fragment {
  const values: Record<Facet, () => Fragment> = {
    active: () => sql`active::text`,
    asset_type: () => sql`asset_type`,
    country: () => sql`country`,
    region: () => sql`region`,
    dno: () => sql`dno`,
    gsp: () => sql`gsp`,
    data: () => sql`unnest(${statesOf(sql)})`,
    attention: () => sql`unnest(kinds)`,
  };
  return sql`select ${facet}::text as facet, value, sum(sites)::int as sites
    from (select ${values[facet]()} as value, sites from alike f
      where failed & ~${bitOf(facet)}::int = 0) v
    where value is not null group by value`;
}
