import type { ScopedSql } from "../../db/scope.ts";
import type {
  ComparedSums,
  CostGroup,
  CostRow,
  CostSums,
  SubscriptionCosts,
} from "../../domain/charging/costs.ts";
import type { Shown } from "../../domain/charging/filter_period.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import type { Fragment } from "../kit/queries.ts";
import { passes } from "./session_filter.ts";

/** What sessions of a filter cost: by currency, and by the chosen group and currency. */
export interface Costs {
  totals: CostSums[];
  rows: CostRow[];
  compared: ComparedSums[];
}

interface Row extends CostRow, Omit<ComparedSums, keyof CostRow> {
  is_total: boolean;
  metered_energy_kwh: number;
  metered_cost: number;
}

/**
 * Returns what the sessions of a filter cost, by `group` the highest first, months in order. Reads
 * the sessions once, and sums up those alike; amounts of two currencies are never added up.
 */
export async function costs(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
  group: CostGroup,
): Promise<Costs> {
  const { key, name, color } = grouped(sql, group);
  const rows = await sql<Row[]>`
    with alike as materialized (
      select ${key} as key, s.currency, s.shown_cost_source as source, count(*) as sessions,
        sum(s.energy_kwh) as energy_kwh, sum(s.shown_cost) as cost,
        sum(s.shown_cost) filter (where s.energy_kwh > 0) as metered_cost,
        count(*) filter (where s.miles_added > 0) as miles_sessions,
        sum(s.miles_added) filter (where s.miles_added > 0) as miles,
        sum(s.shown_cost) filter (where s.miles_added > 0) as miles_cost
      from ev_charging_session s where ${passes(sql, filter, shown)}
      group by 1, 2, 3),
    sums as (
      select grouping(key) = 1 as is_total, key, currency,
        ${total(sql, sql`sessions`, sql`source is not null`)} as sessions,
        ${total(sql, sql`energy_kwh`, sql`source is not null`)} as energy_kwh,
        ${total(sql, sql`cost`, sql`true`)} as cost,
        ${total(sql, sql`sessions`, isActual(sql))} as actual_sessions,
        ${total(sql, sql`cost`, isActual(sql))} as actual_cost,
        ${total(sql, sql`sessions`, sql`not ${isActual(sql)}`)} as estimated_sessions,
        ${total(sql, sql`cost`, sql`not ${isActual(sql)}`)} as estimated_cost,
        ${total(sql, sql`sessions`, isFree(sql))} as free_sessions,
        ${total(sql, sql`energy_kwh`, isFree(sql))} as free_energy_kwh,
        ${total(sql, sql`sessions`, sql`source is null`)} as unknown_sessions,
        ${total(sql, sql`metered_cost`, sql`true`)} as metered_cost,
        ${total(sql, sql`energy_kwh`, sql`not ${isFree(sql)}`)} as paid_energy_kwh,
        ${total(sql, sql`metered_cost`, sql`not ${isFree(sql)}`)} as paid_cost,
        ${total(sql, sql`miles_sessions`, sql`source is not null`)} as miles_sessions,
        ${total(sql, sql`miles`, sql`source is not null`)} as miles,
        ${total(sql, sql`miles_cost`, sql`true`)} as miles_cost
      from alike group by grouping sets ((key, currency), (currency)))
    select *, ${name} as name, ${color} as color from sums
    order by is_total, ${group === "month" ? sql`key nulls last` : sql`cost desc, name, key`},
      currency nulls last`;
  const totals = rows.filter(({ is_total }) => is_total);
  return {
    totals: totals.map(sumsOf),
    rows: rows.filter(({ is_total }) => !is_total)
      .map((row) => ({ key: row.key, name: row.name, color: row.color, ...sumsOf(row) })),
    compared: totals.map(comparedOf),
  };
}

/** SQL, of `alike`: the sum of a column over the rows of a condition, 0 without any. */
const total = (sql: ScopedSql, column: Fragment, condition: Fragment) =>
  sql`coalesce(sum(${column}) filter (where ${condition}), 0)::float8`;

/** SQL: what was paid. The others come from rates. */
const isActual = (sql: ScopedSql) => sql`(source in ('free_session', 'manual', 'imported'))`;
const isFree = (sql: ScopedSql) => sql`(source in ('free_session', 'free_network'))`;

/** SQL: the key of a group of sessions, and of a row of `sums` its name and colour. */
function grouped(sql: ScopedSql, group: CostGroup) {
  const none = sql`null::text`;
  switch (group) {
    case "network":
      return {
        key: sql`s.network_id::text`,
        name: sql`(select network_name from ev_charging_networks n where n.id = key::int)`,
        color: sql`(select n.color from ev_charging_networks n where n.id = key::int)`,
      };
    case "location":
      return {
        key: sql`coalesce(s.location_id::text, '=' || s.location_name)`,
        name: sql`case when key like '=%' then substr(key, 2)
          else (select location_name from ev_location_lookup l where l.id = key::int) end`,
        color: none,
      };
    case "site":
      return {
        key: sql`s.site_uuid::text`,
        name: sql`(select client_site_name from sites where site_uuid = key::uuid)`,
        color: none,
      };
    case "vehicle":
      return {
        key: sql`s.device_id`,
        name: sql`(select display_name from ev_vehicles v where v.device_id = key limit 1)`,
        color: none,
      };
    case "month":
      return { key: sql`to_char(s.local_day, 'YYYY-MM')`, name: sql`key`, color: none };
  }
}

const sumsOf = (row: Row): CostSums => ({
  currency: row.currency,
  sessions: row.sessions,
  energy_kwh: row.energy_kwh,
  cost: row.cost,
  actual_sessions: row.actual_sessions,
  actual_cost: row.actual_cost,
  estimated_sessions: row.estimated_sessions,
  estimated_cost: row.estimated_cost,
  free_sessions: row.free_sessions,
  free_energy_kwh: row.free_energy_kwh,
  unknown_sessions: row.unknown_sessions,
});

const comparedOf = (row: Row): ComparedSums => ({
  currency: row.currency,
  energy_kwh: row.energy_kwh,
  cost: row.metered_cost,
  paid_energy_kwh: row.paid_energy_kwh,
  paid_cost: row.paid_cost,
  miles_sessions: row.miles_sessions,
  miles: row.miles,
  miles_cost: row.miles_cost,
});

/** Returns the rate of the first network, by name, that charges one; undefined where none does. */
export async function usualRate(
  sql: ScopedSql,
): Promise<{ network_name: string; rate: number } | undefined> {
  const [row] = await sql<{ network_name: string; rate: number }[]>`
    select network_name, cost_per_kwh::float8 as rate from ev_charging_networks
    where cost_per_kwh > 0 and is_free is not true order by lower(network_name), id limit 1`;
  return row;
}

/**
 * Returns the subscriptions of the networks of a filter, the newest first, with what their rates
 * saved its sessions.
 */
export async function subscriptions(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
): Promise<SubscriptionCosts[]> {
  const { network } = filter;
  return await sql<SubscriptionCosts[]>`
    with members as materialized (
      select s.network_id, s.local_day, count(*) as sessions, sum(s.member_saving) as saved
      from ev_charging_session s where s.is_member_rate and ${passes(sql, filter, shown)}
      group by 1, 2)
    select n.network_name, u.member_rate::float8 as member_rate,
      u.monthly_fee::float8 as monthly_fee, u.start_date::text as start_date,
      u.end_date::text as end_date, coalesce(sum(m.sessions), 0)::int as sessions,
      coalesce(sum(m.saved), 0)::float8 as saved
    from ev_network_subscriptions u join ev_charging_networks n on n.id = u.network_id
    left join members m on m.network_id = u.network_id
      and m.local_day between u.start_date and coalesce(u.end_date, 'infinity')
    where ${network.length === 0 ? sql`true` : sql`n.id = any(${network.map(String)}::int[])`}
    group by u.id, n.network_name
    order by u.start_date desc, n.network_name, u.id`;
}
