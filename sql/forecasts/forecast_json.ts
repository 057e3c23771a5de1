import type { ScopedSql } from "../../db/scope.ts";
import { choiceTime, type ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import { beforeSites, iso, type Json, range, rounded, text, type Time } from "../kit/json_text.ts";
import { roundedQuantile } from "./quantiles.ts";
import { forecastFor } from "./question.ts";

/**
 * Returns `{site_uuid, model_name, start_utc, end_utc, values}` with the forecast of one site that a
 * question selects (by default the latest), by time: each value with power, P10, P90 (kW), horizon,
 * run and model, and with `cut` or `filled` where that is true.
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

type OfSite = [
  sql: ScopedSql,
  siteUuid: string,
  start: Time,
  end: Time,
  question?: ForecastQuestion,
];

const headOf = (...[sql, siteUuid, start, end, question = {}]: OfSite) =>
  sql`concat('{"site_uuid":"', ${siteUuid}::uuid, '","model_name":', (
    select coalesce(max(to_json(model_name)::text), 'null')
    from ${models(sql, [siteUuid], end, question)} c), ',', ${range(start, end)}::text,
    '"values":[')`;

const valuesOf = (...[sql, siteUuid, start, end, question = {}]: OfSite) =>
  sql`(
    select string_agg(concat('{"start_utc":"', ${iso(sql, "start_utc")},
      'Z","end_utc":"', ${iso(sql, "end_utc")},
      'Z","forecast_power_kw":', power_kw,
      ',"p10_kw":', coalesce(p10, 'null'),
      ',"p90_kw":', coalesce(p90, 'null'),
      ',"horizon_minutes":', coalesce(horizon_minutes::text, 'null'),
      ',"forecast_uuid":"', forecast_uuid,
      '","timestamp_utc":"', ${iso(sql, "timestamp_utc")},
      'Z","model_name":', coalesce(to_json(model_name)::text, 'null'),
      ',"model_version":', coalesce(to_json(model_version)::text, 'null'),
      case when is_cut then ',"cut":true' end,
      case when is_filled then ',"filled":true' end, '}'),
      ',' order by start_utc)
    from ${values(sql, [siteUuid], start, end, question)} v)`;

/**
 * Returns `{start_utc, end_utc, sites: [{site_uuid, model_name, values}]}` with the same of many
 * sites, in the order of their UUIDs; a site without values has an empty list. A value
 * names its model only where that is another than the site's.
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

type OfSites = [
  sql: ScopedSql,
  siteUuids: string[],
  start: Time,
  end: Time,
  question?: ForecastQuestion,
];

/** SQL: one `replace` turns the blanks of all times into T's, since the text has no others. */
const sitesOf = (...[sql, siteUuids, start, end, question = {}]: OfSites) =>
  sql`(
    select string_agg(concat('{"site_uuid":"', site_uuid, '","model_name":',
        coalesce(to_json(model_name)::text, 'null'), ',"values":[', list, ']}'), ','
      order by site_uuid)
    from (select distinct unnest(${siteUuids}::uuid[]) as site_uuid) given
    left join ${models(sql, siteUuids, end, question)} c using (site_uuid) left join (
      select site_uuid, replace(string_agg(
        '{"start_utc":"' || start_utc || 'Z","end_utc":"' || end_utc ||
        'Z","forecast_power_kw":' || power_kw ||
        ',"p10_kw":' || coalesce(p10, 'null') ||
        ',"p90_kw":' || coalesce(p90, 'null') ||
        ',"horizon_minutes":' || coalesce(horizon_minutes::text, 'null') ||
        ',"timestamp_utc":"' || timestamp_utc ||
        case when is_cut then 'Z","cut":true' else 'Z"' end ||
        case when is_filled then ',"filled":true,"model_name":' || to_json(model_name) || '}'
          else '}' end, ',' order by start_utc), ' ', 'T') as list
      from ${values(sql, siteUuids, start, end, question)} v group by site_uuid) made
      using (site_uuid))`;

/**
 * Returns the same as columns: `{start_utc, end_utc, periods: {start_utc: […], end_utc: […]},
 * sites: [{site_uuid, model_name, forecast_power_kw: […], p10_kw: […], p90_kw: […], cut?: […],
 * filled?: […]}]}`. Each list of powers has an element for each period; null where the site has no
 * value. `cut` and `filled` list the places of such periods, from 0 on.
 */
export async function columns(
  ...[sql, siteUuids, start, end, question = {}]: OfSites
): Promise<Json> {
  const list = (column: "power" | "p10" | "p90") =>
    sql`
      string_agg(gap || ${
      column === "power"
        ? sql`power`
        : column === "p10"
        ? sql`coalesce(p10, 'null')`
        : sql`coalesce(p90, 'null')`
    }, ',' order by number) || repeat(',null', (max(total) - max(number))::int)`;
  return text(
    await sql`
    with numbered as materialized (
      select site_uuid, start_utc, end_utc, power_kw::text as power, p10, p90,
        is_cut, is_filled, dense_rank() over (order by start_utc, end_utc) as number
      from ${values(sql, siteUuids, start, end, question)} v),
    period as materialized (
      select start_utc, end_utc from numbered group by 1, 2),
    gapped as (
      select *, (select count(*) from period) as total,
        repeat('null,', (number - 1 - lag(number, 1, 0::bigint) over (
          partition by site_uuid order by number))::int) as gap
      from numbered),
    made as materialized (
      select site_uuid, ${list("power")} as power, ${list("p10")} as p10, ${list("p90")} as p90,
        ',"cut":[' || string_agg((number - 1)::text, ',' order by number) filter (where is_cut)
          || ']' as cut,
        ',"filled":[' || string_agg((number - 1)::text, ',' order by number)
          filter (where is_filled) || ']' as filled
      from gapped group by site_uuid),
    none as (
      select array_to_string(array(select 'null' from period), ',') as list)
    select concat('{', ${range(start, end)}::text, '"periods":{"start_utc":[',
      (select replace(string_agg('"' || start_utc || 'Z"', ',' order by start_utc, end_utc), ' ', 'T')
        from period), '],"end_utc":[',
      (select replace(string_agg('"' || end_utc || 'Z"', ',' order by start_utc, end_utc), ' ', 'T')
        from period), ']},"sites":[', (
      select string_agg(concat('{"site_uuid":"', site_uuid,
        '","model_name":', coalesce(to_json(model_name)::text, 'null'),
        ',"forecast_power_kw":[', coalesce(power, list), '],"p10_kw":[', coalesce(p10, list),
        '],"p90_kw":[', coalesce(p90, list), ']', cut, filled, '}'), ',' order by site_uuid)
      from (select distinct unnest(${siteUuids}::uuid[]) as site_uuid) given
        left join ${models(sql, siteUuids, end, question)} c using (site_uuid)
        cross join none left join made using (site_uuid)), ']}')`.raw(),
  );
}

/**
 * SQL: the model that each site shows at the end of the range, or now if that is earlier, under the
 * conditions of the question; or the one that the question names.
 */
const models = (sql: ScopedSql, siteUuids: string[], end: Time, question: ForecastQuestion) =>
  sql`(
    select site_uuid, coalesce(${question.model_name ?? null}::text, model_name) as model_name
    from app.chosen_at(${siteUuids}::uuid[], ${choiceTime(question, end)}::timestamp))`;

/**
 * SQL: the forecast with its numbers as JSON has them. "offset 0" keeps PostgreSQL from computing
 * each twice.
 */
const values = (
  sql: ScopedSql,
  siteUuids: string[],
  start: Time,
  end: Time,
  question: ForecastQuestion,
) =>
  sql`(
    select *, ${rounded(sql, sql`forecast_power_kw`)} as power_kw,
      ${roundedQuantile(sql, "p10")} as p10, ${roundedQuantile(sql, "p90")} as p90
    from ${forecastFor(sql, siteUuids, start, end, question)} finite
    offset 0)`;
