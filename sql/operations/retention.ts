import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";

/** A pool or a transaction of the owner's. */
type Sql = postgres.ISql<{ utc: string | Temporal.Instant }>;

/** Rows that one transaction deletes, so that nobody waits long for its locks. */
const CHUNK = 20_000;
/** Each forecast costs a look into every day for values that it may have. */
const FORECASTS_CHUNK = 1_000;

/** Deletes a chunk of what is older than the start of this day (UTC); answers how many rows, 0 at the end. */
export type Remove = (sql: OwnerSql, before: Temporal.PlainDate) => Promise<number>;

/** Sites of which the rollup shows target times before this day. */
export async function sitesShown(sql: OwnerSql, before: Temporal.PlainDate): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select s.site_uuid from sites s where exists (select from latest_forecast_values l
      where l.site_uuid = s.site_uuid and l.start_utc < ${before.toString()}::date)
    order by 1`;
  return rows.map((row) => row.site_uuid);
}

/** A chunk of a site's lines of the rollup. Who writes to the site waits its turn, as for any writer. */
export function removeLatest(siteUuid: string): Remove {
  return async (sql, before) =>
    await sql.begin(async (tx) => {
      await tx`select app.touch_sites(array[${siteUuid}::uuid])`;
      // Questions about past forecasts find these days' target times in the rollup no longer.
      await tx`
        update app.target_days set in_order = false
        where site_uuid = ${siteUuid} and day < ${before.toString()}::date and in_order`;
      const gone = await tx`
        delete from latest_forecast_values l using (
          select start_utc, ml_model_uuid from latest_forecast_values
          where site_uuid = ${siteUuid} and start_utc < ${before.toString()}::date
          limit ${CHUNK}) k
        where l.site_uuid = ${siteUuid} and l.start_utc = k.start_utc
          and l.ml_model_uuid = k.ml_model_uuid`;
      return gone.count;
    });
}

/** Values of days that have no partition. By way of the whole table, so that the rollup hears of it. */
export const removeStrayValues: Remove = async (sql, before) => {
  const gone = await sql`
    delete from forecast_values v using (
      select forecast_value_uuid, start_utc from forecast_values_default
      where start_utc < ${before.toString()}::date limit ${CHUNK}) k
    where v.forecast_value_uuid = k.forecast_value_uuid and v.start_utc = k.start_utc
      and v.start_utc < ${before.toString()}::date`;
  return gone.count;
};

/** Sites that have forecasts made before this day. */
export async function sitesForecast(sql: OwnerSql, before: Temporal.PlainDate): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select s.site_uuid from sites s where exists (select from forecasts f
      where f.site_uuid = s.site_uuid and f.timestamp_utc < ${before.toString()}::date)
    order by 1`;
  return rows.map((row) => row.site_uuid);
}

/** Not by "not exists", which may be planned as a scan of all values there are. */
const hasNoValue = (sql: Sql, from = "-infinity") =>
  sql`(select true from forecast_values v where v.forecast_uuid = f.forecast_uuid
    and v.start_utc >= ${from}::timestamp limit 1) is null`;

/**
 * A chunk of a site's forecasts, made before this day, that have no values. They are locked, then looked
 * at once more: one to which somebody is just adding values stays.
 */
export function removeEmptyForecasts(siteUuid: string): Remove {
  return async (sql, before) =>
    await sql.begin(async (tx) => {
      const empty = await tx<{ forecast_uuid: string }[]>`
        select forecast_uuid from forecasts f
        where site_uuid = ${siteUuid} and timestamp_utc < ${before.toString()}::date
          and ${hasNoValue(tx)}
        order by timestamp_utc limit ${FORECASTS_CHUNK} for update skip locked`;
      const gone = await tx`
        delete from forecasts f
        where forecast_uuid = any(${empty.map((row) => row.forecast_uuid)}::uuid[])
          and ${hasNoValue(tx)}`;
      return gone.count;
    });
}

/** A chunk of measured values. */
export const removeGeneration: Remove = async (sql, before) => {
  const gone = await sql`
    delete from generation where generation_uuid in (
      select generation_uuid from generation
      where start_utc < ${before.toString()}::date limit ${CHUNK})`;
  return gone.count;
};

/** A chunk of the requests that were noted; one without a time stays. */
export const removeRequests: Remove = async (sql, before) => {
  const gone = await sql`
    delete from api_request where uuid in (
      select uuid from api_request
      where created_utc < ${before.toString()}::date limit ${CHUNK})`;
  return gone.count;
};

type Count = (sql: OwnerSql, before: Temporal.PlainDate) => Promise<number>;

export const countLatest: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from latest_forecast_values
      where start_utc < ${before.toString()}::date`,
  );

export const countStrayValues: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from forecast_values_default
      where start_utc < ${before.toString()}::date`,
  );

/** Forecasts that will have no values once those before this day are gone. */
export const countEmptyForecasts: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from forecasts f
      where timestamp_utc < ${before.toString()}::date
        and ${hasNoValue(sql, `${before}T00:00:00Z`)}`,
  );

export const countGeneration: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from generation where start_utc < ${before.toString()}::date`,
  );

export const countRequests: Count = async (sql, before) =>
  counted(
    await sql`
      select count(*)::float8 from api_request where created_utc < ${before.toString()}::date`,
  );

const counted = (rows: unknown): number => (rows as { count: number }[])[0]!.count;
