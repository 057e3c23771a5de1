import type { ScopedSql } from "../../db/scope.ts";
import { beforeSites, iso, type Json, range, rounded, text, type Time } from "../kit/json_text.ts";
import { finiteGeneration } from "./finite.ts";

type OfSite = [sql: ScopedSql, siteUuid: string, start: Time, end: Time];
type OfSites = [sql: ScopedSql, siteUuids: string[], start: Time, end: Time];

/**
 * Returns `{site_uuid, start_utc, end_utc, values}` with the measured power of one site in
 * pieces that start in [start, end), by time. A piece of a row that others overlap has `cut: true`.
 */
export async function ofSite(...args: OfSite): Promise<Json> {
  const [sql] = args;
  return text(await sql`select concat(${headOf(...args)}, ${valuesOf(...args)}, ']}')`.raw());
}

/** Returns the same up to the values, `…"values":[`. */
export async function beforeValues(...args: OfSite): Promise<Json> {
  const [sql] = args;
  return text(await sql`select ${headOf(...args)}`.raw());
}

/** Returns the values, with commas between them. */
export async function valuesOfSite(...args: OfSite): Promise<Json> {
  const [sql] = args;
  return text(await sql`select coalesce(${valuesOf(...args)}, '')`.raw());
}

/**
 * Returns `{start_utc, end_utc, sites: [{site_uuid, values}]}` with the same of many sites, in the
 * order of their UUIDs; a site without values has an empty list.
 */
export async function rows(...args: OfSites): Promise<Json> {
  const [sql, , start, end] = args;
  const head = beforeSites(start, end);
  return text(await sql`select concat(${head}::text, ${sitesOf(...args)}, ']}')`.raw());
}

/** Returns the sites of that, with commas between them. */
export async function rowsOfSites(...args: OfSites): Promise<Json> {
  const [sql] = args;
  return text(await sql`select coalesce(${sitesOf(...args)}, '')`.raw());
}

const headOf = (...[sql, siteUuid, start, end]: OfSite) =>
  sql`concat('{"site_uuid":"', ${siteUuid}::uuid, '",', ${range(start, end)}::text, '"values":[')`;

const valuesOf = (...[sql, siteUuid, start, end]: OfSite) =>
  sql`(
    select ${listOf(sql)}
    from ${finiteGeneration(sql, [siteUuid], start, end)} measured)`;

const sitesOf = (...[sql, siteUuids, start, end]: OfSites) =>
  sql`(
    select string_agg(concat('{"site_uuid":"', site_uuid, '","values":[', list, ']}'), ','
      order by site_uuid)
    from (select distinct unnest(${siteUuids}::uuid[]) as site_uuid) given left join (
      select site_uuid, ${listOf(sql)} as list
      from ${finiteGeneration(sql, siteUuids, start, end)} measured group by site_uuid) made
      using (site_uuid))`;

/** SQL: the values of a site as JSON, by time. */
const listOf = (sql: ScopedSql) =>
  sql`string_agg(concat('{"start_utc":"', ${iso(sql, "start_utc")},
    'Z","end_utc":"', ${iso(sql, "end_utc")},
    'Z","generation_power_kw":', ${rounded(sql, sql`generation_power_kw`)},
    case when is_cut then ',"cut":true' end, '}'), ',' order by start_utc, end_utc)`;
