import type { ScopedSql } from "../../db/scope.ts";
import type { Shown } from "../../domain/charging/filter_period.ts";
import type {
  FilterOption,
  SessionFilter,
  SessionTotals,
} from "../../domain/charging/session_filter.ts";
import { isOfPeriod, optionsOfAlike } from "./filter_options.ts";
import { isMeasured } from "./session_columns.ts";
import { passes } from "./session_filter.ts";

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
 * period have, for its other filters to offer. Sessions are read once: those alike are summed up
 * before anything is made of them.
 */
export async function totals(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
): Promise<TotalsAndOptions> {
  const [row] = await sql<[Row]>`
    with alike as materialized (
      select s.charge_type, s.location_type, s.network_id, s.site_uuid, s.device_id, s.currency,
        coalesce(${passes(sql, filter, shown)}, false) as is_in,
        s.shown_cost is null as is_unknown, ${isMeasured(sql)} as is_measured,
        count(*) as sessions, sum(s.energy_kwh) as energy_kwh, sum(s.shown_cost) as cost,
        sum(s.sun_kwh) as sun_kwh
      from ev_charging_session s where ${isOfPeriod(sql, filter, shown)}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9),
    chosen as (select * from alike where is_in)
    select coalesce(sum(sessions), 0)::int as sessions,
      coalesce(sum(energy_kwh), 0)::float8 as energy_kwh,
      coalesce(sum(sessions) filter (where is_unknown), 0)::int as unknown_costs,
      coalesce(sum(sun_kwh) filter (where is_measured), 0)::float8 as sun_kwh,
      coalesce(sum(sessions) filter (where is_measured), 0)::int as sun_sessions,
      (select coalesce(jsonb_agg(c order by c.currency), '[]') from (
        select currency, sum(cost) as cost from chosen where not is_unknown group by currency) c
      ) as costs,
      (${optionsOfAlike(sql)}) as options,
      exists (select 1 from ev_charging_session) as has_any
    from chosen`;
  const { options, has_any, ...sums } = row;
  return { totals: sums, options: options ?? [], hasAny: has_any };
}
