import type { ScopedSql } from "../../db/scope.ts";
import { filterPeriod, type Shown } from "../../domain/charging/filter_period.ts";
import { keptSpans } from "../../domain/charging/kept_spans.ts";
import type {
  FilterOption,
  SessionFilter,
  SessionTotals,
} from "../../domain/charging/session_filter.ts";
import type { Fragment } from "../kit/queries.ts";
import { optionsOfAlike } from "./filter_options.ts";
import { isMeasured } from "./session_columns.ts";
import { isOfKind, startsIn } from "./session_filter.ts";

/** Counts and sums of a list, and what its filters offer. */
export interface TotalsAndOptions {
  totals: SessionTotals;
  options: FilterOption[];
  /** Whether the group has any session at all, whatever the filter. */
  hasAny: boolean;
}

type Row = SessionTotals & { options: FilterOption[] | null; has_any: boolean };

/**
 * Returns counts and sums of all sessions that pass a filter, and the values that sessions of its
 * period have, for its other filters to offer. Years and months come from the kept sums
 * (app.charging_sums), the rest of the period from the sessions themselves.
 */
export async function totals(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
): Promise<TotalsAndOptions> {
  const [row] = await sql<[Row]>`
    with parts as (${parts(sql, filter, shown)}),
    alike as materialized (
      select s.charge_type, s.location_type, s.network_id, s.site_uuid, s.device_id, s.currency,
        coalesce(${isOfKind(sql, filter, sql`s.is_cost_known`)}, false) as is_in,
        s.is_cost_known, s.is_measured, sum(s.sessions) as sessions,
        sum(s.energy_kwh) as energy_kwh, sum(s.cost) as cost, sum(s.sun_kwh) as sun_kwh
      from parts s group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(s.sessions) > 0),
    chosen as (select * from alike where is_in)
    select coalesce(sum(sessions), 0)::int as sessions,
      coalesce(sum(energy_kwh), 0)::float8 as energy_kwh,
      coalesce(sum(sessions) filter (where not is_cost_known), 0)::int as unknown_costs,
      coalesce(sum(sun_kwh) filter (where is_measured), 0)::float8 as sun_kwh,
      coalesce(sum(sessions) filter (where is_measured), 0)::int as sun_sessions,
      (select coalesce(jsonb_agg(c order by c.currency), '[]') from (
        select currency, sum(cost) as cost from chosen where is_cost_known group by currency) c
      ) as costs,
      (${optionsOfAlike(sql)}) as options,
      exists (select 1 from ev_charging_session) as has_any
    from chosen`;
  const { options, has_any, ...sums } = row;
  return { totals: sums, options: options ?? [], hasAny: has_any };
}

/** SQL: rows of sums that together are of all sessions of a filter's period. */
function parts(sql: ScopedSql, filter: SessionFilter, shown: Shown): Fragment {
  const { years, months, rest } = keptSpans(filterPeriod(filter, shown));
  const all = [
    ...years.map((period) => sql`${kept(sql)} where s.is_year and ${startsIn(sql, period)}`),
    ...months.map((period) => sql`${kept(sql)} where not s.is_year and ${startsIn(sql, period)}`),
    ...rest.map((period) => sql`${counted(sql)} where ${startsIn(sql, period)}`),
  ];
  if (all.length === 0) return sql`${counted(sql)} where false`;
  return all.reduce((before, one) => sql`${before} union all ${one}`);
}

const kept = (sql: ScopedSql) =>
  sql`
    select charge_type, location_type, location_id, network_id, site_uuid, device_id, currency,
      is_cost_known, is_measured, sessions, energy_kwh, cost, sun_kwh
    from (select first_utc as session_start_utc, * from app.charging_sums) s`;

const counted = (sql: ScopedSql) =>
  sql`
    select s.charge_type, s.location_type, s.location_id, s.network_id, s.site_uuid, s.device_id,
      s.currency, s.shown_cost is not null as is_cost_known,
      coalesce(${isMeasured(sql)}, false) as is_measured, 1 as sessions, s.energy_kwh,
      s.shown_cost as cost, s.sun_kwh
    from ev_charging_session s`;
