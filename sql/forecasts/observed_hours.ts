import type { OwnerSql } from "../../db/client.ts";
import type { ObservedHour } from "../../domain/sites/attention/observations.ts";
import { finiteGeneration } from "../generation/finite.ts";
import { quantileText } from "./quantiles.ts";

/** Start in milliseconds since 1970; measured, forecast and P10 in kW. */
type HourLine = [number, number | null, number | null, number | null];

/** Seconds of an hour that must be measured. Meters may store 5 minutes of each 15. */
const LEAST_SECONDS = 900;

/**
 * Returns the hours (UTC) of these sites that begin in [start, end) and have measurements, with the
 * latest forecast of the model that each shows, by site and in order of time. Periods count in the
 * hour in which they begin; those of more than an hour tell nothing of a single one.
 */
export async function observedHours(
  sql: OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, ObservedHour[]>> {
  const rows = await sql<{ site_uuid: string; hours: HourLine[] }[]>`
    with measured as materialized (
      select site_uuid, date_trunc('hour', start_utc) as hour,
        sum(generation_power_kw * seconds) / sum(seconds) as kw
      from ${finiteGeneration(sql, siteUuids, start, end)} g,
        lateral (select extract(epoch from end_utc - start_utc)::float8 as seconds) length
      where seconds <= 3600 group by 1, 2 having sum(seconds) >= ${LEAST_SECONDS}),
    shown as materialized (
      select c.site_uuid, array_agg(m.model_uuid) as models
      from (select distinct on (site_uuid) site_uuid, model_name from app.chosen_models
        where site_uuid = any(${siteUuids}::uuid[]) order by site_uuid, from_utc desc) c
      join ml_model m on m.name = c.model_name group by 1),
    forecast as materialized (
      select site_uuid, date_trunc('hour', start_utc) as hour, avg(forecast_power_kw) as kw,
        avg((${quantileText(sql, "p10")})::float8) as p10_kw
      from latest_forecast_values l join shown s using (site_uuid)
      where site_uuid = any(${siteUuids}::uuid[]) and l.ml_model_uuid = any(s.models)
        and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        and end_utc <= start_utc + interval '1 hour'
      group by 1, 2)
    select m.site_uuid, json_agg(json_build_array(
      (extract(epoch from hour) * 1000)::float8, m.kw, f.kw, f.p10_kw) order by hour) as hours
    from measured m left join forecast f using (site_uuid, hour) group by 1`;
  return new Map(rows.map(({ site_uuid, hours }) => [
    site_uuid,
    hours.map(([startMs, measuredKw, forecastKw, p10Kw]) => ({
      startMs,
      measuredKw,
      forecastKw,
      p10Kw,
    })),
  ]));
}

/** When a site sends, and when the model that it shows makes runs. */
export interface Rhythm {
  site_uuid: string;
  measuredUntilMs: number | null;
  usualMinutes: number | null;
  /** Middles of the newest measured periods, milliseconds since 1970. */
  middlesMs: number[];
  newestRunMs: number | null;
  usualRunMinutes: number | null;
}

/** Newest rows and runs that tell a rhythm, and messages that it takes. */
const ROWS = 100;
const RUNS = 20;
const LEAST_MESSAGES = 5;

/** Returns the rhythm of each of these sites at a moment, from its newest rows and runs. */
export async function rhythms(
  sql: OwnerSql,
  siteUuids: string[],
  now: Temporal.Instant,
): Promise<Map<string, Rhythm>> {
  const rows = await sql<Rhythm[]>`
    select s as site_uuid, newest.*, message.*, run.*
    from unnest(${siteUuids}::uuid[]) s
    cross join lateral (
      select array_agg(g) as rows from (
        select start_utc, end_utc, created_utc from generation
        where site_uuid = s and end_utc > '-infinity' and end_utc < 'infinity'
          and start_utc > '-infinity'
        order by start_utc desc, end_utc desc limit ${ROWS}) g) g
    cross join lateral (
      select (extract(epoch from max(end_utc)) * 1000)::float8 as "measuredUntilMs",
        coalesce(json_agg((extract(epoch from start_utc + (end_utc - start_utc) / 2) * 1000)::float8)
          filter (where start_utc is not null), '[]') as "middlesMs"
      from unnest(rows) r (start_utc timestamp, end_utc timestamp, created_utc timestamp)) newest
    cross join lateral (
      select case when count(*) >= ${LEAST_MESSAGES} then (percentile_cont(0.5)
        within group (order by minutes))::float8 end as "usualMinutes"
      from (select extract(epoch from at_utc - lag(at_utc) over (order by at_utc)) / 60 as minutes
        from (select distinct date_trunc('minute', created_utc) as at_utc from unnest(rows)
          r (start_utc timestamp, end_utc timestamp, created_utc timestamp)
          where created_utc is not null) sent) gap) message
    cross join lateral (
      select (extract(epoch from max(at_utc)) * 1000)::float8 as "newestRunMs",
        (percentile_cont(0.5) within group (order by minutes))::float8 as "usualRunMinutes"
      from (select at_utc, extract(epoch from at_utc - lag(at_utc) over (order by at_utc)) / 60
          as minutes
        from (select distinct r.timestamp_utc as at_utc
          from (select model_name from app.chosen_models where site_uuid = s
            order by from_utc desc limit 1) c
          join ml_model m on m.name = c.model_name
          cross join lateral (select timestamp_utc from app.model_runs
            where site_uuid = s and ml_model_uuid = m.model_uuid
              and timestamp_utc <= ${now}::timestamp + interval '15 min'
            order by timestamp_utc desc limit ${RUNS}) r) made) run) run`;
  return new Map(rows.map((row) => [row.site_uuid, row]));
}
