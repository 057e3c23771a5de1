import type { ScopedSql } from "../../db/scope.ts";
import { latestForecast } from "./latest.ts";
import { quantileText } from "./quantiles.ts";
import { iso, type Json, range, text, type Time } from "../kit/json_text.ts";

/**
 * Returns `{site_uuid, model_name, start_utc, end_utc, values}` with the latest forecast of one site
 * by time: each value with power, P10, P90 (kW), horizon, run and model, and with `cut` or `filled`
 * where that is true.
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  start: Time,
  end: Time,
): Promise<Json> {
  return text(
    await sql`
    select concat('{"site_uuid":"', ${siteUuid}::uuid, '","model_name":', (
        select coalesce(max(to_json(model_name)::text), 'null')
        from ${chosen(sql, [siteUuid], end)} c), ',', ${range(start, end)}::text,
      '"values":[', (
        select string_agg(concat('{"start_utc":"', ${iso(sql, "start_utc")},
          'Z","end_utc":"', ${iso(sql, "end_utc")},
          'Z","forecast_power_kw":', forecast_power_kw,
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
        from ${latest(sql, [siteUuid], start, end)} v), ']}')`.raw(),
  );
}

/**
 * Returns `{start_utc, end_utc, sites: [{site_uuid, model_name, values}]}` with the latest forecast
 * of these sites, in the order of their UUIDs; a site without values has an empty list. A value
 * names its model only where that is another than the site's. One `replace` turns
 * the blanks of all times into T's, since the text has no others.
 */
export async function rows(
  sql: ScopedSql,
  siteUuids: string[],
  start: Time,
  end: Time,
): Promise<Json> {
  return text(
    await sql`
    select concat('{', ${range(start, end)}::text, '"sites":[', (
      select string_agg(concat('{"site_uuid":"', site_uuid, '","model_name":',
          coalesce(to_json(model_name)::text, 'null'), ',"values":[', list, ']}'), ','
        order by site_uuid)
      from (select distinct unnest(${siteUuids}::uuid[]) as site_uuid) given
      left join ${chosen(sql, siteUuids, end)} c using (site_uuid) left join (
        select site_uuid, replace(string_agg(
          '{"start_utc":"' || start_utc || 'Z","end_utc":"' || end_utc ||
          'Z","forecast_power_kw":' || forecast_power_kw ||
          ',"p10_kw":' || coalesce(p10, 'null') ||
          ',"p90_kw":' || coalesce(p90, 'null') ||
          ',"horizon_minutes":' || coalesce(horizon_minutes::text, 'null') ||
          ',"timestamp_utc":"' || timestamp_utc ||
          case when is_cut then 'Z","cut":true' else 'Z"' end ||
          case when is_filled then ',"filled":true,"model_name":' || to_json(model_name) || '}'
            else '}' end, ',' order by start_utc), ' ', 'T') as list
        from ${latest(sql, siteUuids, start, end)} v group by site_uuid) made using (site_uuid)
      ), ']}')`.raw(),
  );
}

/**
 * Returns the same as columns: `{start_utc, end_utc, periods: {start_utc: […], end_utc: […]},
 * sites: [{site_uuid, model_name, forecast_power_kw: […], p10_kw: […], p90_kw: […], cut?: […],
 * filled?: […]}]}`. Each list of powers has an element for each period; null where the site has no
 * value. `cut` and `filled` list the places of such periods, from 0 on.
 */
export async function columns(
  sql: ScopedSql,
  siteUuids: string[],
  start: Time,
  end: Time,
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
      select site_uuid, start_utc, end_utc, forecast_power_kw::text as power, p10, p90,
        is_cut, is_filled, dense_rank() over (order by start_utc, end_utc) as number
      from ${latest(sql, siteUuids, start, end)} v),
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
        left join ${chosen(sql, siteUuids, end)} c using (site_uuid)
        cross join none left join made using (site_uuid)), ']}')`.raw(),
  );
}

/** SQL: the model that each site shows at the end of the range, or now if that is earlier. */
const chosen = (sql: ScopedSql, siteUuids: string[], end: Time) =>
  sql`app.chosen_at(${siteUuids}::uuid[], ${end}::timestamp)`;

/**
 * The latest forecast with P10 and P90 as text. "offset 0" keeps PostgreSQL from computing both
 * twice.
 */
const latest = (sql: ScopedSql, siteUuids: string[], start: Time, end: Time) =>
  sql`(
    select *, ${quantileText(sql, "p10")} as p10, ${quantileText(sql, "p90")} as p90
    from ${latestForecast(sql, siteUuids, start, end)} finite
    offset 0)`;
