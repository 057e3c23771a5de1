import type { ScopedSql } from "../../db/scope.ts";
import type { Actual } from "../../domain/quartz/input.ts";
import { type Json, rounded, text, type Time } from "../kit/json_text.ts";
import { type QuartzSumBy, sumsJson } from "./sums.ts";
import { naive } from "./time.ts";

/** The sites and the window of a question: rows that start at `start` or later and end before `end`. */
export interface ActualsQuestion {
  sites: string[];
  start: Time;
  end?: Time;
}

/** SQL, as a table in `from`: the rows of a question with finite power, as they are stored. */
const rowsOf = (sql: ScopedSql, { sites, start, end }: ActualsQuestion) =>
  sql`(
    select site_uuid, start_utc, end_utc, generation_power_kw as power_kw from generation
    where site_uuid = any(${sites}::uuid[]) and start_utc >= ${start}::timestamp
      and start_utc < '10000-01-01' and (${end ?? null}::timestamp is null
        or end_utc < ${end ?? null}::timestamp and start_utc < ${end ?? null}::timestamp)
      and generation_power_kw > '-Infinity' and generation_power_kw < 'Infinity')`;

const power = (sql: ScopedSql) => rounded(sql, sql`power_kw`);

/** Returns the sites with measurements, in the order of their UUIDs, with commas between them. */
const sitesOf = (sql: ScopedSql, question: ActualsQuestion) =>
  sql`(
    select string_agg('{"site_uuid":"' || site_uuid || '","pv_actual_values":[' || list || ']}',
      ',' order by site_uuid)
    from (
      select site_uuid, replace(string_agg('{"datetime_utc":"' || ${naive(sql, sql`start_utc`)} ||
        '","actual_generation_kw":' || (${power(sql)})::text || '}', ','
        order by start_utc, end_utc), ' ', 'T') as list
      from ${rowsOf(sql, question)} r group by site_uuid) made)`;

/** Returns `[{site_uuid, pv_actual_values: [{datetime_utc, actual_generation_kw}]}]`. */
export async function rows(sql: ScopedSql, question: ActualsQuestion): Promise<Json> {
  return text(await sql`select concat('[', ${sitesOf(sql, question)}, ']')`.raw());
}

/** Returns the one element of that for a single site; empty text without measurements. */
export async function ofSite(sql: ScopedSql, question: ActualsQuestion): Promise<Json> {
  return text(await sql`select coalesce(${sitesOf(sql, question)}, '')`.raw());
}

/**
 * Returns `{start_utc_idx: {time: number}, pv_actual_values_many_site: [{site_uuid, pv_actual_values:
 * {number: power}}]}`. Times are numbered as they first appear, site by site; of several rows of a site
 * with one start the last counts.
 */
export async function compact(sql: ScopedSql, question: ActualsQuestion): Promise<Json> {
  return text(
    await sql`
    with row as materialized (
      select distinct on (site_uuid, start_utc) site_uuid, start_utc, power_kw
      from ${rowsOf(sql, question)} r order by site_uuid, start_utc, end_utc desc),
    time as materialized (
      select start_utc, row_number() over (order by first_site, start_utc) - 1 as place
      from (select start_utc, min(site_uuid::text) as first_site from row group by 1) t)
    select concat('{"start_utc_idx":{', (
        select replace(string_agg('"' || ${naive(sql, sql`start_utc`)} || '":' || place, ','
          order by place), ' ', 'T') from time),
      '},"pv_actual_values_many_site":[', (
        select string_agg('{"site_uuid":"' || site_uuid || '","pv_actual_values":{' || list || '}}',
          ',' order by site_uuid)
        from (
          select site_uuid, string_agg('"' || place || '":' || (${power(sql)})::text, ','
            order by start_utc) as list
          from row join time using (start_utc) group by site_uuid) made), ']}')`.raw(),
  );
}

/** Returns the sums over these sites by start, and by DNO or GSP: `[{power_kw, start_utc, name}]`. */
export async function sums(
  sql: ScopedSql,
  question: ActualsQuestion,
  by: QuartzSumBy,
): Promise<Json> {
  return text(
    await sql`
    select concat('[', (${sumsJson(sql, by, sql`${rowsOf(sql, question)}`)}), ']')`.raw(),
  );
}

/**
 * Stores measurements of a site of the caller's group as periods of five minutes; what is stored for a
 * period stays. No time may come twice.
 */
export async function keepFirst(
  sql: ScopedSql,
  siteUuid: string,
  actuals: readonly Actual[],
): Promise<void> {
  const starts = actuals.map(({ time }) => time.toString());
  const powers = actuals.map(({ powerKw }) => `${powerKw}`);
  await sql`
    select app.keep_first_generation(${siteUuid}::uuid, ${starts}::timestamp[], ${powers}::text[]::float8[])`;
}

/**
 * Returns the days of these sites together that a window may have values of: from each site's oldest
 * measurement on, until its end.
 */
export async function siteDays(
  sql: ScopedSql,
  { sites, start, end }: ActualsQuestion,
  now: Time,
): Promise<number> {
  const [row] = await sql<{ days: number }[]>`
    select coalesce(sum(extract(epoch from greatest(least(${
    end ?? now
  }::timestamp, ${now}::timestamp)
      - greatest(${start}::timestamp, g.start_utc), interval '0')) / 86400), 0)::float8 as days
    from unnest(${sites}::uuid[]) s (site_uuid) cross join lateral (
      select start_utc from generation g where g.site_uuid = s.site_uuid
        and start_utc > '-infinity' order by start_utc limit 1) g`;
  return row!.days;
}
