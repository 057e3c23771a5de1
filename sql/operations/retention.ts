import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";

/** The owner's pool, or a transaction on it. */
type Sql = postgres.ISql<{ utc: string | Temporal.Instant }>;

/** Rows that one transaction deletes: few enough that nobody waits long for its locks. */
const CHUNK = 20_000;
/** Runs that one transaction deletes: each is looked up in the partition of every day. */
const FORECASTS_CHUNK = 1_000;

/** Deletes a chunk of rows from before this day (UTC). Returns how many; 0 when none are left. */
export type Remove = (sql: OwnerSql, before: Temporal.PlainDate) => Promise<number>;

/** Returns the sites with rows of the latest table for target times before this day. */
export async function sitesShown(sql: OwnerSql, before: Temporal.PlainDate): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select distinct site_uuid from latest_forecast_values
    where site_uuid = any(array(select site_uuid from sites))
      and start_utc < ${before.toString()}::date
    order by 1`;
  return rows.map((row) => row.site_uuid);
}

/** Returns what deletes a chunk of a site's rows of the latest table; writers of the site wait. */
export function removeLatest(siteUuid: string): Remove {
  return async (sql, before) =>
    await sql.begin(async (tx) => {
      await tx`select app.touch_sites(array[${siteUuid}::uuid])`;
      // Queries for past forecasts take the target times of a day from the latest table only while
      // the day is in order.
      await tx`
        update app.target_days set in_order = false
        where site_uuid = ${siteUuid} and day < ${before.toString()}::date and in_order`;
      const deleted = await tx`
        delete from latest_forecast_values l using (
          select start_utc, ml_model_uuid from latest_forecast_values
          where site_uuid = ${siteUuid} and start_utc < ${before.toString()}::date
          limit ${CHUNK}) k
        where l.site_uuid = ${siteUuid} and l.start_utc = k.start_utc
          and l.ml_model_uuid = k.ml_model_uuid`;
      return deleted.count;
    });
}

/**
 * Deletes a chunk of values of days without a partition. Deletes them through the parent table,
 * whose triggers keep the latest table true.
 */
export const removeStrayValues: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from forecast_values v using (
      select forecast_value_uuid, start_utc from forecast_values_default
      where start_utc < ${before.toString()}::date limit ${CHUNK}) k
    where v.forecast_value_uuid = k.forecast_value_uuid and v.start_utc = k.start_utc
      and v.start_utc < ${before.toString()}::date`;
  return deleted.count;
};

/** Returns the sites that have runs issued before this day. */
export async function sitesForecast(sql: OwnerSql, before: Temporal.PlainDate): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select distinct site_uuid from forecasts
    where site_uuid = any(array(select site_uuid from sites))
      and timestamp_utc < ${before.toString()}::date
    order by 1`;
  return rows.map((row) => row.site_uuid);
}

/** SQL: true when run `f` has no value. With "not exists" the plan may scan every value. */
const hasNoValue = (sql: Sql, from = "-infinity") =>
  sql`(select true from forecast_values v where v.forecast_uuid = f.forecast_uuid
    and v.start_utc >= ${from}::timestamp limit 1) is null`;

/** Somebody is adding values to one of the runs, or has it in a transaction that stays open. */
const IN_USE = new Set(["23503", "55P03"]);

/**
 * Deletes a chunk of a site's forecasts, made before this day, that have no values; returns how many.
 * Returns 0 when one of them is in use: the next turn of retention takes them.
 */
export function removeEmptyForecasts(siteUuid: string): Remove {
  return async (sql, before) => {
    try {
      return await sql.begin(async (tx) => {
        await tx`set local lock_timeout = '500ms'`;
        const removed = await tx`
          delete from forecasts f
          where forecast_uuid = any(array(
            select forecast_uuid from forecasts f
            where site_uuid = ${siteUuid} and timestamp_utc < ${before.toString()}::date
              and ${hasNoValue(tx)}
            order by timestamp_utc limit ${FORECASTS_CHUNK}))`;
        return removed.count;
      });
    } catch (error) {
      if (IN_USE.has((error as { code?: string }).code ?? "")) return 0;
      throw error;
    }
  };
}

/** Deletes a chunk of measured values. */
export const removeGeneration: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from generation where generation_uuid in (
      select generation_uuid from generation
      where start_utc < ${before.toString()}::date limit ${CHUNK})`;
  return deleted.count;
};

/** Deletes a chunk of recorded requests; those without a time stay. */
export const removeRequests: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from api_request where uuid in (
      select uuid from api_request
      where created_utc < ${before.toString()}::date limit ${CHUNK})`;
  return deleted.count;
};

/** Deletes a chunk of what tokens sent in a day. */
export const removeTokenUsage: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from app.token_usage where (token_uuid, day) in (
      select token_uuid, day from app.token_usage
      where day < ${before.toString()}::date limit ${CHUNK})`;
  return deleted.count;
};

/** Deletes a chunk of security events. */
export const removeSecurityEvents: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from app.security_events where event_uuid in (
      select event_uuid from app.security_events
      where at_utc < ${before.toString()}::date limit ${CHUNK})`;
  return deleted.count;
};

/** SQL: positions from before a day, and those of groups that do not let them be stored any more. */
const isUnwanted = (sql: OwnerSql, before: Temporal.PlainDate) =>
  sql`recorded_at < ${before.toString()}::date at time zone 'UTC' or not exists (
    select 1 from app_settings s where s.key = 'store_positions' and s.value = 'true'
      and s.site_group_uuid = p.site_group_uuid)`;

/** Deletes a chunk of positions of vehicles. */
export const removePositions: Remove = async (sql, before) => {
  const deleted = await sql`
    delete from ev_location where id in (
      select id from ev_location p where ${isUnwanted(sql, before)} limit ${CHUNK})`;
  return deleted.count;
};

/** Counts rows from before this day (UTC). */
type Count = (sql: OwnerSql, before: Temporal.PlainDate) => Promise<number>;

/** Counts rows of the latest table. */
export const countLatest: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from latest_forecast_values
      where start_utc < ${before.toString()}::date`,
  );

/** Counts forecast values of days without a partition. */
export const countStrayValues: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from forecast_values_default
      where start_utc < ${before.toString()}::date`,
  );

/** Counts the runs that will have no values once the values before this day are deleted. */
export const countEmptyForecasts: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from forecasts f
      where timestamp_utc < ${before.toString()}::date
        and ${hasNoValue(sql, `${before}T00:00:00Z`)}`,
  );

/** Counts measured values. */
export const countGeneration: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from generation where start_utc < ${before.toString()}::date`,
  );

/** Counts recorded requests, and the days of tokens. */
export const countRequests: Count = async (sql, before) =>
  counted(
    await sql`
      select (select count(*) from api_request where created_utc < ${before.toString()}::date)::float8
        + (select count(*) from app.token_usage where day < ${before.toString()}::date) as count`,
  );

/** Counts security events. */
export const countSecurityEvents: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from app.security_events
      where at_utc < ${before.toString()}::date`,
  );

/** Counts positions of vehicles. */
export const countPositions: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from ev_location p where ${isUnwanted(sql, before)}`,
  );

const counted = (rows: unknown): number => (rows as { count: number }[])[0]!.count;
