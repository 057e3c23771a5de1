/** The runs that a blend is made and judged of: of each model the newest known at a moment. */
import type { OwnerSql } from "../../db/client.ts";
import { LEAD_EDGES } from "../../domain/forecasts/blend/blend_model.ts";
import type { BlendedValue } from "../../domain/forecasts/blend/blend_run.ts";
import type { Fragment } from "../kit/queries.ts";
import { levels, quantileText } from "./quantiles.ts";

/** Runs that were written later after a moment were not known then: it is the turn that makes them. */
const WRITTEN_WITHIN = "15 min";
const HOURS = LEAD_EDGES.at(-1)!;

/**
 * SQL: moment, model name and run, by model the newest run issued at or before each of these times
 * and known by then. It is fresh, as in app.model_facts: at most 1.5 times the interval before it
 * old, at least 6 and at most 36 hours.
 */
const newestRuns = (
  sql: OwnerSql,
  siteUuid: string,
  names: readonly string[],
  times: readonly Temporal.Instant[],
): Fragment =>
  sql`
    select t.at_utc, n.model_name, r.forecast_uuid, r.ml_model_uuid
    from unnest(${times.map((time) => `${time}`)}::text[]::timestamptz[]) a (at)
    cross join lateral (select a.at at time zone 'utc' as at_utc) t
    cross join unnest(${[...names]}::text[]) n (model_name)
    cross join lateral (
      select l.*, lead(l.timestamp_utc) over (order by l.timestamp_utc desc) as before_utc
      from (
        select l.forecast_uuid, l.ml_model_uuid, l.timestamp_utc from app.model_runs l
        join forecasts f using (forecast_uuid)
        where l.site_uuid = ${siteUuid}
          and l.ml_model_uuid = any(array(select model_uuid from ml_model where name = n.model_name))
          and l.timestamp_utc <= t.at_utc and l.timestamp_utc > t.at_utc - interval '3 days'
          and coalesce(f.created_utc, '-infinity') <= t.at_utc + ${WRITTEN_WITHIN}::interval
        order by l.timestamp_utc desc, l.forecast_uuid limit 2) l
      order by l.timestamp_utc desc limit 1) r
    where t.at_utc - r.timestamp_utc <= least(interval '36 h',
      greatest(interval '6 h', 1.5 * (r.timestamp_utc - r.before_utc)))` as unknown as Fragment;

/** The hours after a moment as a model's run forecasts them. */
export interface HourlyRun {
  at_ms: number;
  model_name: string;
  /** Starts in ms since 1970, in order; by hour the means in kW, of P10 and P90 where known. */
  starts_ms: number[];
  powers_kw: number[];
  p10_kw: (number | null)[];
  p90_kw: (number | null)[];
}

/** Returns the 48 hours after each of these times, whole UTC hours, as far as a run covers them. */
export async function hourlyRuns(
  sql: OwnerSql,
  siteUuid: string,
  names: readonly string[],
  times: readonly Temporal.Instant[],
): Promise<HourlyRun[]> {
  const hour = sql`interval '1 hour'`;
  return await sql<HourlyRun[]>`
    with run as materialized (${newestRuns(sql, siteUuid, names, times)}),
    value as materialized (
      select v.forecast_uuid, v.ml_model_uuid, v.start_utc, v.end_utc, v.forecast_power_kw,
        (${quantileText(sql, "p10")})::float8 as p10, (${quantileText(sql, "p90")})::float8 as p90
      from forecast_values v
      where v.forecast_uuid = any(array(select distinct forecast_uuid from run))
        and v.start_utc >= (select min(at_utc) from run) - interval '1 day'
        and v.start_utc < (select max(at_utc) from run) + interval '2 days'
        and v.end_utc > v.start_utc and v.end_utc <= v.start_utc + interval '1 day'
        and abs(v.forecast_power_kw) < 1e100),
    part as (
      select r.at_utc, r.model_name, h.start_utc as hour_utc, forecast_power_kw, p10, p90,
        extract(epoch from least(v.end_utc, h.start_utc + ${hour})
          - greatest(v.start_utc, h.start_utc))::float8 as seconds
      from run r join value v using (forecast_uuid, ml_model_uuid)
      cross join lateral generate_series(date_trunc('hour', v.start_utc),
        v.end_utc - interval '1 microsecond', ${hour}) h (start_utc)
      where h.start_utc >= r.at_utc and h.start_utc < r.at_utc + ${HOURS} * ${hour}),
    mean as (
      select at_utc, model_name, hour_utc,
        sum(forecast_power_kw * seconds) / 3600 as power_kw,
        case when count(p10) = count(*) then sum(p10 * seconds) / 3600 end as p10_kw,
        case when count(p90) = count(*) then sum(p90 * seconds) / 3600 end as p90_kw
      from part group by 1, 2, 3 having sum(seconds) = 3600)
    select extract(epoch from at_utc)::float8 * 1000 as at_ms, model_name,
      jsonb_agg(extract(epoch from hour_utc)::float8 * 1000 order by hour_utc) as starts_ms,
      jsonb_agg(power_kw order by hour_utc) as powers_kw,
      jsonb_agg(p10_kw order by hour_utc) as p10_kw, jsonb_agg(p90_kw order by hour_utc) as p90_kw
    from mean group by at_utc, model_name order by at_utc, model_name`;
}

/** Returns the values of the newest run of each of these models, by name and in order. */
export async function newestValues(
  sql: OwnerSql,
  siteUuid: string,
  names: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, BlendedValue[]>> {
  const rows = await sql<(Omit<BlendedValue, "levels"> & { name: string; levels: string })[]>`
    with run as materialized (${newestRuns(sql, siteUuid, names, [at])})
    select r.model_name as name, extract(epoch from v.start_utc)::float8 * 1000 as "startMs",
      extract(epoch from v.end_utc)::float8 * 1000 as "endMs",
      forecast_power_kw as "powerKw", ${levels(sql)} as levels
    from run r join forecast_values v using (forecast_uuid, ml_model_uuid)
    where v.forecast_uuid = any(array(select forecast_uuid from run))
      and v.start_utc > ${at}::timestamp - interval '1 day'
      and v.start_utc < ${at}::timestamp + ${HOURS} * interval '1 hour'
      and v.end_utc > ${at}::timestamp and v.end_utc <= v.start_utc + interval '1 day'
      and abs(v.forecast_power_kw) < 1e100
    order by v.start_utc`;
  const parsed = rows.map(({ name, levels, ...value }) => ({
    name,
    value: { ...value, levels: JSON.parse(levels) as Record<string, number> },
  }));
  return new Map(
    [...Map.groupBy(parsed, ({ name }) => name)]
      .map(([name, values]) => [name, values.map(({ value }) => value)]),
  );
}
