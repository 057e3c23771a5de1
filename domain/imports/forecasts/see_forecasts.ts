import { HOUR, MINUTE } from "../../time/time.ts";
import type { WrongKind } from "../reading.ts";
import { contradiction } from "../recognise/clock_changes.ts";
import type { SeenColumn } from "../recognise/columns.ts";
import type { Facts } from "../recognise/file_sample.ts";
import { identityOf } from "../recognise/identity.ts";
import { REFUSALS } from "../recognise/refusals.ts";
import { marksIn, orderOf, type Sight, zoneOfTimes } from "../recognise/see.ts";
import type { Seen } from "../recognise/seen.ts";
import { type Series, seriesOf } from "../recognise/series.ts";
import { type Steps, stepsOf } from "../recognise/steps.ts";
import type { Table } from "../recognise/table.ts";
import { type TimeColumns, timeColumns } from "../recognise/time_columns.ts";
import { hasUnitsInCells } from "../recognise/wrong_kinds.ts";
import { zoneOf } from "../recognise/zone_choice.ts";
import type { ForecastColumns } from "./forecast_columns.ts";
import { guessedUnit } from "./horizon_unit.ts";

/** Looks at a table of forecasts: a series is a run. Returns why it is refused where it is. */
export function seeForecasts(
  table: Table,
  columns: SeenColumn[],
  found: ForecastColumns,
  facts: Facts,
): Sight | WrongKind {
  const { run, horizon, powers, p10, p90, model, version } = found;
  const own = [...run, horizon, ...powers, p10, p90, model, version];
  const others = columns.filter((column) => !own.includes(column));
  const times = targetTimes(others, found);
  if (!times) return REFUSALS.noTime;
  if (hasUnitsInCells(columns)) return REFUSALS.unitsInCells;
  const order = orderOf(table, times, facts.site?.time_zone ?? null);
  const used = [...times.time, ...times.end ?? []];
  const { site } = identityOf(others.filter((column) => !used.includes(column)), facts.sites);
  const levels = [...powers, p10, p90].filter((column) => column !== null);
  const marks = marksIn(levels, levels, times.time, table);
  const series = runsOf(seriesOf(table, times, order.form, [site, run[0] ?? null]), found, times);
  const zone = zoneOfTimes(table, times, order.form, zoneOf(table, times, columns, site, facts));
  const isByHorizon = times.time === run;
  if (!zone.isOfFile && zone.siteZone && !isByHorizon) {
    zone.question = contradiction(series, zone.zone);
  }
  const seen: Seen = {
    ...{ table, columns, times, identity: { site, inverter: null }, marks, series, facts },
    steps: stepsOfRuns(series, seriesOf(table, times, order.form, [site])),
    zone: zone.zone,
    siteZone: zone.siteZone,
  };
  return { seen, order, zone, marks };
}

/** Returns the columns of the period; without any, the horizon is counted from the time of the run. */
function targetTimes(others: SeenColumn[], { run, horizon }: ForecastColumns): TimeColumns | null {
  const times = timeColumns(others);
  if (times || !horizon || run.length === 0) return times;
  return { time: run, end: null };
}

/** Adds the horizons to the times of series that have those of their run only. */
function runsOf(series: Series[], { run, horizon }: ForecastColumns, { time }: TimeColumns) {
  if (time[0] !== run[0] || !horizon) return series;
  const unitMs = guessedUnit(horizon).unit === "hours" ? HOUR : MINUTE;
  const added = (row: string[]) => Number((row[horizon.index] ?? "").replace(",", ".")) * unitMs;
  return series.map((one) => ({
    ...one,
    startMs: one.startMs.map((ms, i) => ms + (added(one.rows[i]!) || 0)),
  }));
}

/** Steps within runs; where each run has one value only, between those of all runs. */
function stepsOfRuns(runs: Series[], ofSites: Series[]): Steps {
  const own = stepsOf(runs);
  return { ...(own.minutes === null ? stepsOf(ofSites) : own), isIrregular: false };
}
