import type { ScopedSql } from "../../db/scope.ts";
import type {
  ChargerLossSums,
  EnergySums,
  MonthEnergy,
  RollingEfficiency,
  SunSums,
} from "../../domain/charging/energy_sums.ts";
import type { Shown } from "../../domain/charging/filter_period.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import type { EfficiencyUnit } from "../../domain/charging/settings.ts";
import { KM_A_MILE } from "../../domain/charging/units.ts";
import { isMeasured } from "./session_columns.ts";
import { passes } from "./session_filter.ts";

interface Row extends SunSums {
  has_month: boolean;
  has_type: boolean;
  month: string | null;
  charge_type: string | null;
  sessions: number;
  energy_kwh: number;
  ratios: number;
  mean: number | null;
  highest: number | null;
  lowest: number | null;
  losses: number;
  loss_kwh: number;
  loss_share: number | null;
  utilisation: number | null;
}

/**
 * Returns the energies of the sessions of a filter, by month and type of charging, with efficiency,
 * loss and sun. Reads the sessions once.
 */
export async function energies(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
  unit: EfficiencyUnit,
): Promise<EnergySums> {
  const rows = await sql<Row[]>`
    with each as (
      select s.local_day, s.charge_type, s.energy_kwh, s.evse_energy_kwh, s.site_uuid, s.sun_kwh,
        s.sun_known, ${isMeasured(sql)} as is_measured,
        case when s.energy_kwh > 0 and s.miles_added > 0 then ${ratio(sql, unit)} end as ratio,
        case when s.evse_energy_kwh > 0 then s.evse_energy_kwh - s.energy_kwh end as loss_kwh,
        case when s.charger_rated_kw > 0
          then coalesce(s.evse_max_power_kw, s.max_power) / s.charger_rated_kw end as used
      from ev_charging_session s where ${passes(sql, filter, shown)}
      -- Keeps each ratio from being divided once more for every sum of it.
      offset 0),
    alike as materialized (
      select date_trunc('month', local_day::timestamp) as month, charge_type,
        count(energy_kwh) as sessions, sum(energy_kwh) as energy_kwh, count(ratio) as ratios,
        sum(ratio) as ratio, max(ratio) as highest, min(ratio) as lowest,
        count(loss_kwh) as losses, sum(loss_kwh) as loss_kwh,
        sum(loss_kwh / evse_energy_kwh) as loss_share, count(used) as uses,
        sum(used) as utilisation, sum(sun_kwh) filter (where is_measured) as sun_kwh,
        sum(coalesce(evse_energy_kwh, energy_kwh) * sun_known)
          filter (where sun_kwh is not null and is_measured) as measured_kwh,
        count(sun_kwh) filter (where is_measured) as measured_sessions,
        count(*) filter (where site_uuid is not null and sun_kwh is null) as unmeasured_sessions
      from each group by 1, 2)
    select grouping(month) = 0 as has_month, grouping(charge_type) = 0 as has_type,
      to_char(month, 'YYYY-MM') as month, charge_type,
      coalesce(sum(sessions), 0)::int as sessions,
      coalesce(sum(energy_kwh), 0)::float8 as energy_kwh, coalesce(sum(ratios), 0)::int as ratios,
      (sum(ratio) / nullif(sum(ratios), 0))::float8 as mean, max(highest)::float8 as highest,
      min(lowest)::float8 as lowest, coalesce(sum(losses), 0)::int as losses,
      coalesce(sum(loss_kwh), 0)::float8 as loss_kwh,
      (sum(loss_share) / nullif(sum(losses), 0))::float8 as loss_share,
      (sum(utilisation) / nullif(sum(uses), 0))::float8 as utilisation,
      coalesce(sum(sun_kwh), 0)::float8 as sun_kwh,
      coalesce(sum(measured_kwh), 0)::float8 as measured_kwh,
      coalesce(sum(measured_sessions), 0)::int as measured_sessions,
      coalesce(sum(unmeasured_sessions), 0)::int as unmeasured_sessions
    from alike
    group by grouping sets ((month, charge_type), (month), (charge_type), ())
    order by month nulls last, charge_type nulls last`;
  return sumsOf(rows, unit);
}

/** SQL: how far a session's energy takes the vehicle, in a unit. */
function ratio(sql: ScopedSql, unit: EfficiencyUnit) {
  const km = sql`(s.miles_added * ${String(KM_A_MILE)}::numeric)`;
  if (unit === "mi/kWh") return sql`s.miles_added / s.energy_kwh`;
  return unit === "km/kWh" ? sql`${km} / s.energy_kwh` : sql`100 * s.energy_kwh / ${km}`;
}

function sumsOf(rows: Row[], unit: EfficiencyUnit): EnergySums {
  const of = (hasMonth: boolean, hasType: boolean) =>
    rows.filter(({ has_month, has_type }) => has_month === hasMonth && has_type === hasType);
  const [all] = of(false, false) as [Row];
  const isLessBetter = unit === "kWh/100 km";
  return {
    sessions: all.sessions,
    energy_kwh: all.energy_kwh,
    types: of(false, true).map(typeOf),
    months: of(true, false).map((row) => monthOf(row, of(true, true))),
    efficiency: {
      unit,
      sessions: all.ratios,
      mean: all.mean,
      best: isLessBetter ? all.lowest : all.highest,
      worst: isLessBetter ? all.highest : all.lowest,
    },
    loss: lossOf(all),
    sun: sunOf(all),
  };
}

const typeOf = ({ charge_type, sessions, energy_kwh }: Row) => ({
  charge_type,
  sessions,
  energy_kwh,
});

const monthOf = (row: Row, byType: Row[]): MonthEnergy => ({
  month: row.month,
  types: byType.filter(({ month }) => month === row.month).map(typeOf),
  ...sunOf(row),
});

const lossOf = (row: Row): ChargerLossSums => ({
  sessions: row.losses,
  loss_kwh: row.loss_kwh,
  mean_share: row.loss_share,
  utilisation: row.utilisation,
});

const sunOf = (row: Row): SunSums => ({
  sun_kwh: row.sun_kwh,
  measured_kwh: row.measured_kwh,
  measured_sessions: row.measured_sessions,
  unmeasured_sessions: row.unmeasured_sessions,
});

/** Sessions of the line of efficiency. */
const MOST_ROLLING = 300;
/** Sessions of each mean. */
const ROLLED = 10;

/** Returns the efficiency of the newest sessions of a filter that have one, in order. */
export async function rolling(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
  unit: EfficiencyUnit,
): Promise<RollingEfficiency[]> {
  const rows = await sql<RollingEfficiency[]>`
    select session_start_utc, ratio::float8 as efficiency, avg(ratio) over (
        order by session_start_utc, id rows between ${ROLLED - 1} preceding and current row
      )::float8 as rolling
    from (
      select s.session_start_utc, s.id, ${ratio(sql, unit)} as ratio
      from ev_charging_session s
      where s.energy_kwh > 0 and s.miles_added > 0 and s.session_start_utc is not null
        and ${passes(sql, filter, shown)}
      order by s.session_start_utc desc nulls last, s.id
      limit ${MOST_ROLLING + ROLLED - 1}) newest
    order by 1, id`;
  return rows.slice(-MOST_ROLLING);
}
