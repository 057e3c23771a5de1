import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import { generationTouching } from "../generation/finite.ts";
import { iso, type Json, rounded, text } from "../kit/json_text.ts";
import type { Fragment } from "../kit/queries.ts";
import { levels, roundedQuantile } from "./quantiles.ts";
import { forecastTouchingFor } from "./question.ts";

/**
 * Returns `{at_utc, sites: [{site_uuid, client_site_name, asset_type, latitude, longitude,
 * capacity_kw, forecast, generation}]}` with these of the caller's sites at one moment, in the order
 * of their UUIDs: the forecast value of the question that covers it, and the newest measured period
 * that had begun by then and ended at most an hour before. Each is null where there is none.
 */
export async function at(
  sql: ScopedSql,
  siteUuids: string[],
  moment: Temporal.Instant,
  question: ForecastQuestion,
): Promise<Json> {
  const next = moment.add({ microseconds: 1 });
  return text(
    await sql`
    select concat('{"at_utc":"', ${`${moment}`}::text, '","sites":[', string_agg(concat(
      '{"site_uuid":"', s.site_uuid,
      '","client_site_name":', coalesce(to_json(s.client_site_name)::text, 'null'),
      ',"asset_type":"', s.asset_type,
      '","latitude":', ${known(sql, sql`s.latitude`, 90)},
      ',"longitude":', ${known(sql, sql`s.longitude`, 180)},
      ',"capacity_kw":', ${known(sql, sql`s.capacity_kw`, 1e12)},
      ',"forecast":', coalesce(f.value, 'null'),
      ',"generation":', coalesce(g.value, 'null'), '}'), ',' order by s.site_uuid), ']}')
    from sites s
    left join (
      select site_uuid, concat('{"start_utc":"', ${iso(sql, "start_utc")},
        'Z","end_utc":"', ${iso(sql, "end_utc")},
        'Z","forecast_power_kw":', ${rounded(sql, sql`forecast_power_kw`)},
        ',"p10_kw":', coalesce(${roundedQuantile(sql, "p10")}, 'null'),
        ',"p90_kw":', coalesce(${roundedQuantile(sql, "p90")}, 'null'),
        ',"p_levels":', ${levels(sql)},
        ',"timestamp_utc":"', ${iso(sql, "timestamp_utc")},
        'Z","model_name":', coalesce(to_json(model_name)::text, 'null'), '}') as value
      from ${forecastTouchingFor(sql, siteUuids, moment, next, question)} found) f using (site_uuid)
    left join (
      select distinct on (site_uuid) site_uuid, concat('{"start_utc":"', ${iso(sql, "start_utc")},
        'Z","end_utc":"', ${iso(sql, "end_utc")},
        'Z","generation_power_kw":', ${rounded(sql, sql`generation_power_kw`)}, '}') as value
      from ${generationTouching(sql, siteUuids, moment.subtract({ hours: 1 }), next)} measured
      order by site_uuid, start_utc desc) g using (site_uuid)
    where s.site_uuid = any(${siteUuids}::uuid[])`.raw(),
  );
}

/** SQL: a number of a site as JSON; null for one that is none, or beyond what it can be. */
const known = (sql: ScopedSql, number: Fragment, most: number) =>
  sql`coalesce((case when abs(${number}) <= ${most}::float8 then ${number} end)::text, 'null')`;
