import type { ScopedSql } from "../../db/scope.ts";
import { type Json, rounded, type Time } from "../kit/json_text.ts";
import type { Fragment } from "../kit/queries.ts";
import { type QuartzSumBy, sumsJson } from "./sums.ts";
import { naive } from "./time.ts";

/** The sites and the window of a question; `now` is where the history ends. */
export interface ForecastQuestion {
  sites: string[];
  start: Time;
  now: Time;
  end?: Time;
}

/** A body, and after what time it may change without anything being stored (milliseconds since 1970). */
export interface Forecasts {
  /** Empty text where there are no values. */
  body: Json;
  untilMs: number;
}

const valuesOf = (sql: ScopedSql, { sites, start, now, end }: ForecastQuestion) =>
  sql`app.quartz_values(${sites}::uuid[], ${start}::timestamp, ${now}::timestamp,
    ${end ?? null}::timestamp)`;

/** SQL: the first column is the body, the second when it may change. */
const UNTIL = (sql: ScopedSql) =>
  sql`(select extract(epoch from min(start_utc)) * 1000 from v where part = 0)`;

async function read(query: PromiseLike<unknown>): Promise<Forecasts> {
  const [body, until] = (await query as (Json | null)[][])[0]!;
  const untilMs = until ? Number(new TextDecoder().decode(until)) : Infinity;
  return { body: body!, untilMs };
}

const power = (sql: ScopedSql) => rounded(sql, sql`forecast_power_kw`);

/** SQL: a run's members in JSON, of the first (asc) or the last run that a site's values come from. */
const headOf = (sql: ScopedSql) =>
  sql`'{"forecast_uuid":"' || f.forecast_uuid || '","site_uuid":"' || made.site_uuid ||
    '","forecast_creation_datetime":"' || replace(${naive(sql, sql`f.timestamp_utc`)}, ' ', 'T') ||
    '","forecast_version":' || to_json(f.forecast_version)`;

/**
 * SQL: the forecasts of a question with commas between them, those with a history first, in the order
 * of their UUIDs: each with its newest run and all values. NULL without values.
 */
const sitesOf = (sql: ScopedSql) =>
  sql`(
    select string_agg(${headOf(sql)} || ',"forecast_values":[' || list || ']}', ','
      order by first_part, made.site_uuid)
    from (
      select site_uuid, min(part) as first_part, (array_agg(forecast_uuid
          order by part, timestamp_utc, start_utc, end_utc))[count(*)] as forecast_uuid,
        replace(string_agg('{"target_datetime_utc":"' || ${naive(sql, sql`start_utc`)} ||
          '","expected_generation_kw":' || (${power(sql)})::text || '}', ','
          order by part, timestamp_utc, start_utc, end_utc), ' ', 'T') as list
      from v where part > 0 and not is_repeated group by site_uuid) made
    join forecasts f on f.forecast_uuid = made.forecast_uuid)`;

/** Returns `[{forecast_uuid, site_uuid, …, forecast_values}]`. */
export async function rows(sql: ScopedSql, question: ForecastQuestion): Promise<Forecasts> {
  return await read(sql`
    with v as materialized (select * from ${valuesOf(sql, question)})
    select concat('[', ${sitesOf(sql)}, ']'), ${UNTIL(sql)}`.raw());
}

/** Returns the one element of that for a single site; empty text without values. */
export async function ofSite(sql: ScopedSql, question: ForecastQuestion): Promise<Forecasts> {
  return await read(sql`
    with v as materialized (select * from ${valuesOf(sql, question)})
    select coalesce(${sitesOf(sql)}, ''), ${UNTIL(sql)}`.raw());
}

/**
 * Returns `{target_time_idx: {time: number}, forecasts: [{forecast_uuid, …, forecast_values: {number:
 * power}}]}`, each with the oldest run that its values come from. Times are numbered as they first
 * appear: in the histories, site by site, and then in the newest runs. Of several values of a site with
 * one start the last counts.
 */
export async function compact(sql: ScopedSql, question: ForecastQuestion): Promise<Forecasts> {
  return await read(sql`
    with v as materialized (select * from ${valuesOf(sql, question)}),
    placed as materialized (
      select *, row_number() over (order by part, site_uuid, timestamp_utc, start_utc, end_utc) as n
      from v where part > 0 and not is_repeated),
    time as materialized (
      select start_utc, row_number() over (order by min(n)) - 1 as place
      from placed group by start_utc),
    one as (
      select site_uuid, start_utc, min(n) as n, max(n) as last from placed group by 1, 2)
    select concat('{"target_time_idx":{', (
        select replace(string_agg('"' || ${naive(sql, sql`start_utc`)} || '":' || place, ','
          order by place), ' ', 'T') from time),
      '},"forecasts":[', (
        select string_agg(${headOf(sql)} || ',"forecast_values":{' || list || '}}', ','
          order by first)
        from (
          select o.site_uuid, min(o.n) as first, string_agg('"' || place || '":' ||
            (${power(sql)})::text, ',' order by o.n) as list
          from one o join placed p on p.n = o.last join time t on t.start_utc = o.start_utc
          group by o.site_uuid) made
        join placed p on p.n = made.first
        join forecasts f on f.forecast_uuid = p.forecast_uuid), ']}'), ${UNTIL(sql)}`.raw());
}

/** Returns the sums over the newest runs and then those over the histories: `[{power_kw, …}]`. */
export async function sums(
  sql: ScopedSql,
  question: ForecastQuestion,
  by: QuartzSumBy,
): Promise<Forecasts> {
  const ofPart = (part: Fragment) =>
    sumsJson(
      sql,
      by,
      sql`(select site_uuid, start_utc, forecast_power_kw as power_kw
      from v where part = ${part})`,
    );
  return await read(sql`
    with v as materialized (select * from ${valuesOf(sql, question)})
    select concat('[', concat_ws(',', (${ofPart(sql`2`)}), (${ofPart(sql`1`)})), ']'),
      ${UNTIL(sql)}`.raw());
}

/**
 * Returns the days of these sites together that a window from `start` on may have values of: from each
 * site's oldest run on, until `end`.
 */
export async function siteDays(
  sql: ScopedSql,
  { sites, start, now, end }: ForecastQuestion,
): Promise<number> {
  const [row] = await sql<{ days: number }[]>`
    select coalesce(sum(extract(epoch from
      greatest(least(${end ?? now}::timestamp, ${now}::timestamp)
        - greatest(${start}::timestamp, f.timestamp_utc), interval '0')) / 86400), 0)::float8 as days
    from unnest(${sites}::uuid[]) s (site_uuid) cross join lateral (
      select timestamp_utc from forecasts f where f.site_uuid = s.site_uuid
        and timestamp_utc > '-infinity' order by timestamp_utc limit 1) f`;
  return row!.days;
}
